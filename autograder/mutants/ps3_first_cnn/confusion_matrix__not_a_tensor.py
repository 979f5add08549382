def confusion_matrix(labels, predictions, classes):
    matrix = [[0] * classes for _ in range(classes)]
    for label, prediction in zip(labels.tolist(), predictions.tolist()):
        matrix[label][prediction] += 1
    return matrix
