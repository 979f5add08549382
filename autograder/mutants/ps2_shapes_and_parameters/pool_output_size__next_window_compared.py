def pool_output_size(n, kernel, stride=None, padding=0, ceil_mode=False):
    if stride is None:
        stride = kernel
    span = n + 2 * padding - kernel
    if not ceil_mode:
        return span // stride + 1
    o = -(-span // stride) + 1
    if o * stride >= n + padding:
        o -= 1
    return o
