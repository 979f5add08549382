def confusion_matrix(labels, predictions, classes):
    m = torch.zeros(classes, classes, dtype=torch.int64)
    for l, p in zip(labels, predictions):
        m[l, p] = 1
    return m
