def confusion_matrix(labels, predictions, classes):
    return F.one_hot(labels, classes).T @ F.one_hot(predictions, classes)
