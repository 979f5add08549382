def same_padding(kernel, dilation=1):
    return 0, dilation * (kernel - 1)
