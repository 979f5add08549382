def pool_output_size(n, kernel, stride=None, padding=0, ceil_mode=False):
    stride = stride or kernel
    length = n + 2 * padding
    size = (length - kernel) / stride + 1
    if not ceil_mode:
        return math.floor(size)
    size = math.ceil(size)
    if (size - 1) * stride >= length:
        size -= 1
    return size
