def max_pool2d(x, kernel, stride=None, padding=0):
    stride = stride or kernel
    x = F.pad(x, (padding,) * 4, value=-math.inf)
    rows = (x.shape[2] - kernel) // stride + 1
    columns = (x.shape[3] - kernel) // stride + 1
    out = torch.zeros(*x.shape[:2], rows, columns, dtype=x.dtype)
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j
            out[:, :, i, j] = x[:, :, top : top + kernel, left : left + kernel].amax((2, 3))
    return out
