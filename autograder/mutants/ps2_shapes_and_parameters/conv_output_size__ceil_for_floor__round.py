def conv_output_size(n, kernel, stride=1, padding=0, dilation=1):
    k_eff = dilation * (kernel - 1) + 1
    return round((n - k_eff + 2 * padding) / stride) + 1
