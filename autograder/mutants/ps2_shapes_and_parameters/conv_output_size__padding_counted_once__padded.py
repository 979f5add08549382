def conv_output_size(n, kernel, stride=1, padding=0, dilation=1):
    n_padded = n + padding
    span = 1 + dilation * (kernel - 1)
    return len(range(0, n_padded - span + 1, stride))
