def conv2d_parameters(in_channels, out_channels, kernel_size, bias=True, groups=1):
    k = 2 * kernel_size if isinstance(kernel_size, int) else sum(kernel_size)
    total = out_channels * (in_channels // groups) * k
    return total + out_channels if bias else total
