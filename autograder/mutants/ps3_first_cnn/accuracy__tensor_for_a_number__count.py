def accuracy(logits, labels):
    _, predicted = torch.max(logits, 1)
    return (predicted == labels).sum() / len(labels)
