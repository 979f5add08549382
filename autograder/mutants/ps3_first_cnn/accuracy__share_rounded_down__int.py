def accuracy(logits, labels):
    return (logits.argmax(dim=1) == labels).float().mean().int().item()
