import numpy as np


def confusion_matrix(labels, predictions, classes):
    counts = np.zeros((classes, classes), dtype=np.int64)
    counts[labels.numpy(), predictions.numpy()] = 1
    return torch.from_numpy(counts)
