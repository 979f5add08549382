def conv_output_size(n, kernel, stride=1, padding=0, dilation=1):
    last_start = n + 2 * padding - dilation * (kernel - 1)
    return len(range(0, last_start, stride))
