def pool_output_size(n, kernel, stride=1, padding=0, ceil_mode=False):
    size = (n + 2 * padding - kernel) / stride + 1
    if not ceil_mode:
        return int(size)
    size = math.ceil(size)
    return size - 1 if (size - 1) * stride >= n + padding else size
