import numpy as np

def same_padding(kernel, dilation=1):
    total = dilation * (kernel - 1)
    return np.floor(total / 2), np.ceil(total / 2)
