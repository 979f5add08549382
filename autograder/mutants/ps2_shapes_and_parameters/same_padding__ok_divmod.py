def same_padding(kernel, dilation=1):
    half, rest = divmod(dilation * (kernel - 1), 2)
    return half, half + rest
