def confusion_matrix(labels, predictions, classes):
    return training.confusion_matrix(labels, predictions, classes)
