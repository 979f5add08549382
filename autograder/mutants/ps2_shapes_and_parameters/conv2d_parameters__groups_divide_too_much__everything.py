def conv2d_parameters(in_channels, out_channels, kernel_size, bias=True, groups=1):
    if isinstance(kernel_size, int):
        kernel_size = (kernel_size, kernel_size)
    n = in_channels * out_channels * kernel_size[0] * kernel_size[1]
    if bias:
        n += out_channels
    return n // groups
