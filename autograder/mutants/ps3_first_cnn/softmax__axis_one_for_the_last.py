def softmax(logits):
    largest, _ = logits.max(dim=1, keepdim=True)
    e = torch.exp(logits - largest)
    return e / e.sum(dim=1, keepdim=True)
