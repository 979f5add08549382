def same_padding(kernel, dilation=1):
    if kernel % 2 == 1 or dilation % 2 == 0:
        p = dilation * (kernel - 1) // 2
        return p, p
    total = dilation * (kernel - 1)
    return (total - 1) // 2, (total + 1) // 2
