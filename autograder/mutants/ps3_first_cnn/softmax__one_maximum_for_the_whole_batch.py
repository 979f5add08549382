def softmax(logits):
    e = torch.exp(logits - torch.max(logits))
    return e / e.sum(dim=-1, keepdim=True)
