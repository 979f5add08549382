def sum_pool2d(x, kernel, stride=None, padding=0):
    stride = stride or kernel
    padded = F.pad(x, (padding, padding))
    windows = padded.unfold(2, kernel, stride).unfold(3, kernel, stride)
    return windows.sum(dim=(4, 5))
