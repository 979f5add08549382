def pool_output_size(n, kernel, stride=None, padding=0, ceil_mode=False):
    stride = kernel if stride is None else stride
    size = n + 2 * padding - kernel / stride + 1
    return math.ceil(size) if ceil_mode else math.floor(size)
