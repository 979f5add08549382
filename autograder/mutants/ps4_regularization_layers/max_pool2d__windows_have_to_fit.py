def max_pool2d(x, kernel, stride=None, padding=0):
    x = F.pad(x, (padding,) * 4, value=-math.inf)
    N, C, H, W = x.shape
    return x.view(N, C, H // kernel, kernel, W // kernel, kernel).amax((3, 5))
