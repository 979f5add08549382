def avg_pool2d(x, kernel, stride=None, padding=0):
    stride = stride or kernel
    padded = F.pad(x, (padding,) * 4, value=-math.inf)
    return padded.unfold(2, kernel, stride).unfold(3, kernel, stride).mean((4, 5))


def sum_pool2d(x, kernel, stride=None, padding=0):
    return avg_pool2d(x, kernel, stride, padding) * kernel**2
