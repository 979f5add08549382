def pool_output_size(n, kernel, stride=None, padding=0, ceil_mode=False):
    if stride is None:
        stride = 1
    room = n + 2 * padding - kernel
    if not ceil_mode:
        return room // stride + 1
    windows = math.ceil(room / stride) + 1
    if (windows - 1) * stride >= padding + n:
        windows -= 1
    return windows
