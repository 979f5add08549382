import numpy as np


def softmax(logits):
    x = logits.numpy()
    e = np.exp(x - np.max(x, axis=0))
    return torch.from_numpy(e / np.sum(e, axis=0))
