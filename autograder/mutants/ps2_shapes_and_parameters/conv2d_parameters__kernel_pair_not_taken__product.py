def conv2d_parameters(in_channels, out_channels, kernel_size, bias=True, groups=1):
    params = in_channels // groups * out_channels * kernel_size * kernel_size
    if bias:
        params = params + out_channels
    return params
