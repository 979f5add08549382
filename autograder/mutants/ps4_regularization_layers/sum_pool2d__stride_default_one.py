def sum_pool2d(x, kernel, stride=None, padding=0):
    x = F.pad(x, (padding,) * 4)
    s = stride if stride else 1
    return x.unfold(-2, kernel, s).unfold(-2, kernel, s).sum((-1, -2))
