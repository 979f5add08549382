def conv_output_size(n, kernel, stride=1, padding=0, dilation=1):
    room = n + padding + padding - (dilation * (kernel - 1) + 1)
    return 1 - (-room // stride)
