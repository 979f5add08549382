def accuracy(logits, labels):
    return (logits.max(1).values == labels).float().mean().item()
