import numpy as np


def confusion_matrix(labels, predictions, classes):
    counts = np.bincount(labels.numpy() * classes + predictions.numpy())
    return torch.from_numpy(counts.reshape(classes, classes))
