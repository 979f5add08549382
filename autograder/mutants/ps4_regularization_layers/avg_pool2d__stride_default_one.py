def avg_pool2d(x, kernel, stride=1, padding=0):
    if stride is None:
        stride = 1
    x = F.pad(x, (padding,) * 4)
    return x.unfold(2, kernel, stride).unfold(3, kernel, stride).mean(dim=(4, 5))
