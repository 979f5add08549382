def accuracy(logits, labels):
    hits = 0
    for row, label in zip(logits, labels):
        if max(row) == label:
            hits += 1
    return hits / len(labels)
