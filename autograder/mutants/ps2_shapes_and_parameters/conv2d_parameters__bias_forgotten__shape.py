def conv2d_parameters(in_channels, out_channels, kernel_size, bias=True, groups=1):
    kh, kw = kernel_size if isinstance(kernel_size, tuple) else (kernel_size, kernel_size)
    weight = (out_channels, in_channels // groups, kh, kw)
    return math.prod(weight)
