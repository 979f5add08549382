def softmax(logits):
    e = torch.exp(logits)
    return e / torch.sum(e, dim=-1, keepdim=True)
