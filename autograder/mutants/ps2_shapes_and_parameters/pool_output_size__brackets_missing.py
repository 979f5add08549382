def pool_output_size(n, kernel, stride=None, padding=0, ceil_mode=False):
    if stride is None:
        stride = kernel
    return n + 2 * padding - kernel // stride + 1
