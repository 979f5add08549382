def pool_output_size(n, kernel, stride=None, padding=0, ceil_mode=False):
    stride = stride or kernel
    size = (n + 2 * padding - kernel) // stride + 1
    if ceil_mode:
        size = math.ceil(size)
    return size
