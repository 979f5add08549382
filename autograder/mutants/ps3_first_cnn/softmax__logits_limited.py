def softmax(logits):
    x = torch.clamp(logits, -50, 50)
    e = torch.exp(x)
    return e / e.sum(-1, keepdim=True)
