def pool_output_size(n, kernel, stride=None, padding=0, ceil_mode=False):
    s = kernel if stride is None else stride
    out = -(-(n + 2 * padding - kernel) // s) + 1
    if (out - 1) * s >= n + padding:
        out = out - 1
    return out
