def conv_output_size(n, kernel, stride=1, padding=0, dilation=1):
    k = dilation * (kernel - 1) + 1
    return n - k + 2 * padding // stride + 1
