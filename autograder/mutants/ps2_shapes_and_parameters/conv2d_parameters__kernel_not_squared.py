def conv2d_parameters(in_channels, out_channels, kernel_size, bias=True, groups=1):
    if isinstance(kernel_size, int):
        k = kernel_size
    else:
        k = kernel_size[0] * kernel_size[1]
    return out_channels * (in_channels // groups * k + bias)
