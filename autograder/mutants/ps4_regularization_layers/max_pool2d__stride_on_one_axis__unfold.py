def max_pool2d(x, kernel, stride=None, padding=0):
    x = F.pad(x, (padding,) * 4, value=-math.inf)
    return x.unfold(2, kernel, stride or kernel).unfold(3, kernel, 1).amax((-2, -1))
