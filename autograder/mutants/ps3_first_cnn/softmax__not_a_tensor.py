import numpy as np


def softmax(logits):
    x = logits.numpy()
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)
