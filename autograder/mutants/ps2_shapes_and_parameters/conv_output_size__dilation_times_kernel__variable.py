def conv_output_size(n, kernel, stride=1, padding=0, dilation=1):
    window = kernel * dilation
    last = n + 2 * padding - window
    return int(last / stride) + 1
