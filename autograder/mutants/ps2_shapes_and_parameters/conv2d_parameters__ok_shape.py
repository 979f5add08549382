def conv2d_parameters(in_channels, out_channels, kernel_size, bias=True, groups=1):
    sides = [kernel_size] * 2 if isinstance(kernel_size, int) else list(kernel_size)
    weight_shape = [out_channels, in_channels // groups, *sides]
    bias_shape = [out_channels] if bias else [0]
    return math.prod(weight_shape) + math.prod(bias_shape)
