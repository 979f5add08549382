def same_padding(kernel, dilation=1):
    total = dilation * (kernel - 1)
    left = total // 2
    if total % 2 == 0:
        return left
    return left, left + 1
