def pool_output_size(n, kernel, stride=None, padding=0, ceil_mode=False):
    if not stride:
        stride = kernel
    size = conv_output_size(n, kernel, stride, padding)
    if not ceil_mode:
        return size
    end_of_last = (size - 1) * stride + kernel
    next_start = size * stride
    if end_of_last < n + 2 * padding and next_start < n + padding:
        size = size + 1
    return size
