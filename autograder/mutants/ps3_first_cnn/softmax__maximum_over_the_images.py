def softmax(logits):
    shifted = logits - logits.max(dim=0, keepdim=True).values
    e = torch.exp(shifted)
    return e / e.sum(dim=-1, keepdim=True)
