import numpy as np


def softmax(logits):
    z = logits.numpy()
    exps = np.exp(z - z.max())
    return torch.tensor(exps / np.sum(exps))
