def pool_output_size(n, kernel, stride=2, padding=0, ceil_mode=False):
    size = (n + 2 * padding - kernel) / stride + 1
    if not ceil_mode:
        return math.floor(size)
    size = math.ceil(size)
    return size - 1 if (size - 1) * stride >= n + padding else size
