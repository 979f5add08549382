def pool_output_size(n, kernel, stride=None, padding=0, ceil_mode=False):
    if stride is None:
        stride = kernel
    last = n + 2 * padding - kernel
    starts = list(range(0, last + 1, stride))
    if ceil_mode and starts[-1] < last:
        starts.append(starts[-1] + stride)
    return len(starts)
