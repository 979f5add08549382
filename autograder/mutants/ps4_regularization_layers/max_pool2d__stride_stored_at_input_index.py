def max_pool2d(x, kernel, stride=None, padding=0):
    stride = stride or kernel
    x = F.pad(x, (padding,) * 4, value=-math.inf)
    n, c, h, w = x.shape
    out = torch.zeros(n, c, (h - kernel) // stride + 1, (w - kernel) // stride + 1, dtype=x.dtype)
    for y in range(0, h - kernel + 1, stride):
        for x_ in range(0, w - kernel + 1, stride):
            out[:, :, y, x_] = x[:, :, y : y + kernel, x_ : x_ + kernel].amax((2, 3))
    return out
