import numpy as np

def pool_output_size(n, kernel, stride=None, padding=0, ceil_mode=False):
    stride = stride if stride is not None else kernel
    rounding = np.ceil if ceil_mode else np.floor
    out = int(rounding((n + 2 * padding - kernel) / stride)) + 1
    while ceil_mode and (out - 1) * stride - padding > n - 1:
        out -= 1
    return out
