def accuracy(logits, labels):
    right = 0
    for i in range(len(labels)):
        right += int(logits[i].argmax()) == int(labels[i])
    return right
