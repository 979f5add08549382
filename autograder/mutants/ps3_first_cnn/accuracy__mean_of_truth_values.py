def accuracy(logits, labels):
    predictions = logits.argmax(dim=1)
    return (predictions == labels).mean().item()
