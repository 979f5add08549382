def conv2d_parameters(in_channels, out_channels, kernel_size, bias=True, groups=1):
    if isinstance(kernel_size, int):
        kernel_size = (kernel_size, kernel_size)
    return in_channels // groups * out_channels * kernel_size[0] * kernel_size[1]
