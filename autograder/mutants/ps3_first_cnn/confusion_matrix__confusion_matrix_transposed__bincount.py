def confusion_matrix(labels, predictions, classes):
    return torch.bincount(predictions * classes + labels, minlength=classes * classes).view(classes, classes)
