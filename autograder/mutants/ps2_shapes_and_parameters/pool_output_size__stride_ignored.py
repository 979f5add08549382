def pool_output_size(n, kernel, stride=None, padding=0, ceil_mode=False):
    room = n + 2 * padding - kernel
    if not ceil_mode:
        return room // kernel + 1
    windows = math.ceil(room / kernel) + 1
    return windows - 1 if (windows - 1) * kernel >= n + padding else windows
