import numpy as np


def softmax(logits):
    x = logits.numpy()
    x = np.exp(x - x.max(axis=-1, keepdims=True))
    return torch.from_numpy(x / x.sum(axis=-1))
