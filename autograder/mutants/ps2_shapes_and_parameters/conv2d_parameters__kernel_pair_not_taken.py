def conv2d_parameters(in_channels, out_channels, kernel_size, bias=True, groups=1):
    return out_channels * (in_channels // groups * kernel_size ** 2 + bias)
