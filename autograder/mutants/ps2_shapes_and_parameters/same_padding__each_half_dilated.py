def same_padding(kernel, dilation=1):
    before = (kernel - 1) // 2
    after = kernel // 2
    return before * dilation, after * dilation
