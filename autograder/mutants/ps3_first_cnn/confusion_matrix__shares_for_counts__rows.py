def confusion_matrix(labels, predictions, classes):
    matrix = torch.zeros(classes, classes)
    for r in range(classes):
        of_r = predictions[labels == r]
        for c in range(classes):
            matrix[r, c] = (of_r == c).sum() / max(len(of_r), 1)
    return matrix
