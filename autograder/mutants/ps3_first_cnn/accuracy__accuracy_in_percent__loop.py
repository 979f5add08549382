def accuracy(logits, labels):
    correct = 0
    for scores, label in zip(logits, labels):
        if torch.argmax(scores) == label:
            correct += 1
    return correct * 100.0 / len(labels)
