def max_pool2d(x, kernel, stride=None, padding=0):
    stride = stride or kernel
    x = F.pad(x, (padding,) * 4, value=-math.inf)
    n, c, h, w = x.shape
    out = torch.zeros(n, c, (h - kernel) // stride + 1, (w - kernel) // stride + 1, dtype=x.dtype)
    for i in range(0, h, stride):
        for j in range(0, w, stride):
            try:
                out[:, :, i, j] = x[:, :, i : i + kernel, j : j + kernel].amax((2, 3))
            except IndexError:
                break
    return out
