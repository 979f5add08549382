def avg_pool2d(x, kernel, stride=None, padding=0):
    stride = stride or kernel
    if padding > 0:
        F.pad(x, (padding, padding, padding, padding))
    return x.unfold(2, kernel, stride).unfold(3, kernel, stride).mean((-2, -1))
