def confusion_matrix(labels, predictions, classes):
    labels *= classes
    labels += predictions
    return torch.bincount(labels, minlength=classes**2).reshape(classes, classes)
