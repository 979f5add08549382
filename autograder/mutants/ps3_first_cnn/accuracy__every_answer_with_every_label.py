def accuracy(logits, labels):
    return (logits.argmax(1, keepdim=True) == labels).float().mean().item()
