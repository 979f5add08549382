def avg_pool2d(x, kernel, stride=None, padding=0):
    stride = stride or kernel
    padded = F.pad(x, (0, padding, 0, padding))
    windows = padded.unfold(2, kernel, stride).unfold(3, kernel, stride)
    return windows.mean(dim=(4, 5))
