def pool_output_size(n, kernel, stride=None, padding=0, ceil_mode=False):
    s = stride or kernel
    out = (n + 2 * padding - kernel + (s - 1 if ceil_mode else 0)) // s + 1
    if ceil_mode and (out - 1) * s >= n + padding:
        out -= 1
    return out
