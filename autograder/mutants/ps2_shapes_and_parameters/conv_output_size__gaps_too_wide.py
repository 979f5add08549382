def conv_output_size(n, kernel, stride=1, padding=0, dilation=1):
    return (n + 2 * padding - (kernel + (kernel - 1) * dilation)) // stride + 1
