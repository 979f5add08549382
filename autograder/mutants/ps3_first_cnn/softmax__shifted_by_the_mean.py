def softmax(logits):
    x = logits - logits.mean(-1, keepdim=True)
    e = torch.exp(x)
    return e / e.sum(-1, keepdim=True)
