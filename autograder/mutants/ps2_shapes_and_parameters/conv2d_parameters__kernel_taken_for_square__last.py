def conv2d_parameters(in_channels, out_channels, kernel_size, bias=True, groups=1):
    if not isinstance(kernel_size, int):
        for kernel_size in kernel_size:
            pass
    weights = in_channels * out_channels * kernel_size * kernel_size // groups
    return weights + out_channels if bias else weights
