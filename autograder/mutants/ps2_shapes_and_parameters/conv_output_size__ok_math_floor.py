def conv_output_size(n, kernel, stride=1, padding=0, dilation=1):
    effective = kernel + (kernel - 1) * (dilation - 1)
    return math.floor((n + 2 * padding - effective) / stride) + 1
