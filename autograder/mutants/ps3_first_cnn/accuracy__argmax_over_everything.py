def accuracy(logits, labels):
    return (logits.argmax() == labels).sum().item() / len(labels)
