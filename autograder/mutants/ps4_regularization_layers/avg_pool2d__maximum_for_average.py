def avg_pool2d(x, kernel, stride=None, padding=0):
    return max_pool2d(x, kernel, stride, padding)
