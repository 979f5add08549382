def same_padding(kernel, dilation=1):
    half = int((kernel - 1) / 2)
    return half * dilation, half * dilation
