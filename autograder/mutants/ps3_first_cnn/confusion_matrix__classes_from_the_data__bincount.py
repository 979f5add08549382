def confusion_matrix(labels, predictions, classes):
    return torch.bincount(labels * classes + predictions).reshape(classes, classes)
