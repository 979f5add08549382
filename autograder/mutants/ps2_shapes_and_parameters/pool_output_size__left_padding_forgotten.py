def pool_output_size(n, kernel, stride=None, padding=0, ceil_mode=False):
    if stride is None:
        stride = kernel
    room = n + 2 * padding - kernel
    if ceil_mode:
        windows = math.ceil(room / stride) + 1
        if (windows - 1) * stride > n - 1:
            windows = windows - 1
        return windows
    return room // stride + 1
