def conv2d_parameters(in_channels, out_channels, kernel_size, bias=True, groups=1):
    try:
        kh, kw = kernel_size
    except TypeError:
        kh = kw = kernel_size
    params = kh * kw * in_channels * out_channels // groups
    if bias:
        params += out_channels
    return params
