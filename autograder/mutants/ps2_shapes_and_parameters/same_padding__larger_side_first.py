def same_padding(kernel, dilation=1):
    total = dilation * (kernel - 1)
    after = total // 2
    return total - after, after
