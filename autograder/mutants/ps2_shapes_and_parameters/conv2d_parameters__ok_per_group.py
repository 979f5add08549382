def conv2d_parameters(in_channels, out_channels, kernel_size, bias=True, groups=1):
    if type(kernel_size) is int:
        kernel_size = (kernel_size, kernel_size)
    one_group = (in_channels // groups) * (out_channels // groups) * kernel_size[0] * kernel_size[1]
    return groups * one_group + (out_channels if bias else 0)
