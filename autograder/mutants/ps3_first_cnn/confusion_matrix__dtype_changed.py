def confusion_matrix(labels, predictions, classes):
    matrix = torch.zeros(classes, classes)
    for label, prediction in zip(labels, predictions):
        matrix[label, prediction] += 1
    return matrix
