def conv_output_size(n, kernel, stride=1, padding=0, dilation=1):
    windows = 0
    start = -padding
    while start + dilation * (kernel - 1) <= n + padding - 1:
        windows += 1
        start += stride
    return windows
