def same_padding(kernel, dilation=1):
    p = math.ceil(dilation * (kernel - 1) / 2)
    return p, p
