def same_padding(kernel, dilation=1):
    p = dilation * (kernel - 1) // 2
    return (p, p) if kernel % 2 else (p, p + 1)
