def max_pool2d(x, kernel, stride=None, padding=0):
    s = stride or kernel
    p = F.pad(x, (padding,) * 4, value=-math.inf)
    rows, columns = (p.shape[2] - kernel) // s, (p.shape[3] - kernel) // s
    out = torch.zeros(*p.shape[:2], rows, columns, dtype=x.dtype)
    for i in range(rows):
        for j in range(columns):
            out[:, :, i, j] = p[:, :, i * s : i * s + kernel, j * s : j * s + kernel].amax((2, 3))
    return out
