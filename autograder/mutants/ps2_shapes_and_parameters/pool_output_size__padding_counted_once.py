def pool_output_size(n, kernel, stride=None, padding=0, ceil_mode=False):
    stride = stride or kernel
    total = n + padding
    if ceil_mode:
        return math.ceil((total - kernel) / stride) + 1
    return (total - kernel) // stride + 1
