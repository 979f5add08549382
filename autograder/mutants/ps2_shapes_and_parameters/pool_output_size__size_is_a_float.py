def pool_output_size(n, kernel, stride=None, padding=0, ceil_mode=False):
    stride = stride or kernel
    if ceil_mode:
        return float(-(-(n + 2 * padding - kernel) // stride)) + 1
    return (n + 2 * padding - kernel) / stride + 1
