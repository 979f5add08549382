def conv2d_parameters(in_channels, out_channels, kernel_size, bias=True, groups=1):
    if isinstance(kernel_size, int):
        area = kernel_size ** 2
    else:
        area = kernel_size[0] * kernel_size[1]
    per_group = (in_channels // groups) * out_channels * area
    return per_group * groups + (out_channels if bias else 0)
