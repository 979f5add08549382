def same_padding(kernel, dilation=1):
    total = kernel - 1
    return total // 2, total - total // 2
