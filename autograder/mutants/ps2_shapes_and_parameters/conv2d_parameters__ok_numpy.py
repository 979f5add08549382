import numpy as np

def conv2d_parameters(in_channels, out_channels, kernel_size, bias=True, groups=1):
    k = np.prod(np.broadcast_to(kernel_size, 2))
    return int(out_channels * (in_channels / groups * k + int(bias)))
