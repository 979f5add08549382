def same_padding(kernel, dilation=1):
    side = (kernel // 2) * dilation
    return (side, side)
