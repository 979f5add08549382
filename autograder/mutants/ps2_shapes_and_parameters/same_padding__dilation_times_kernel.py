def same_padding(kernel, dilation=1):
    window = dilation * kernel
    left = (window - 1) // 2
    return left, window - 1 - left
