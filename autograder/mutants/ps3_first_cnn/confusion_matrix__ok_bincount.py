def confusion_matrix(labels, predictions, classes):
    return torch.bincount(labels * classes + predictions, minlength=classes**2).reshape(classes, classes)
