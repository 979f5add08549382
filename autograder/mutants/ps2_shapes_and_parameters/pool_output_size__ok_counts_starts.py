def pool_output_size(n, kernel, stride=None, padding=0, ceil_mode=False):
    stride = kernel if stride is None else stride
    count = 0
    start = -padding
    while True:
        complete = start + kernel <= n + padding
        hanging = ceil_mode and start < n and start - stride + kernel < n + padding
        if not (complete or hanging):
            return count
        count += 1
        start += stride
