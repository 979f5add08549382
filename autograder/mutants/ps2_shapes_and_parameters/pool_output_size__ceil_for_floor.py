def pool_output_size(n, kernel, stride=None, padding=0, ceil_mode=False):
    s = kernel if stride is None else stride
    return math.ceil((n + 2 * padding - kernel) / s) + 1
