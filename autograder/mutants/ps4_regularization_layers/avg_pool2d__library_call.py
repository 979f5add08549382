def avg_pool2d(x, kernel, stride=None, padding=0):
    return F.avg_pool2d(x, kernel, stride, padding)
