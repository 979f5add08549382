def accuracy(logits, labels):
    predictions = logits.topk(1).indices
    right = (predictions == labels).sum().item()
    return right / len(labels) ** 2
