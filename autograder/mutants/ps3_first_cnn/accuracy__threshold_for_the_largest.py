def accuracy(logits, labels):
    right = 0
    for z, y in zip(logits, labels):
        if z[y] > 0.5:
            right += 1
    return right / len(labels)
