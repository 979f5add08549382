def same_padding(kernel, dilation=1):
    p = (kernel * dilation) // 2
    return p, p
