def confusion_matrix(labels, predictions, classes):
    m = torch.zeros((classes, classes), dtype=torch.int64)
    for i in range(classes):
        m[labels[i], predictions[i]] += 1
    return m
