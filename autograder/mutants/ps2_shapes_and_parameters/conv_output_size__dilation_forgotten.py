def conv_output_size(n, kernel, stride=1, padding=0, dilation=1):
    return (n - kernel + 2 * padding) // stride + 1
