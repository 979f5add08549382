def sum_pool2d(x, kernel, stride=None, padding=0):
    stride = kernel if stride is None else stride
    x = F.pad(x, (padding,) * 4)
    return x.unfold(2, kernel, stride).unfold(3, kernel, stride).sum((-1, -2))
