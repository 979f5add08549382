def sum_pool2d(x, kernel, stride=None, padding=0):
    stride = stride or kernel
    x = F.pad(x, (padding,) * 4, value=math.nan)
    return x.unfold(2, kernel, stride).unfold(3, kernel, stride).nanmean((4, 5)) * kernel**2
