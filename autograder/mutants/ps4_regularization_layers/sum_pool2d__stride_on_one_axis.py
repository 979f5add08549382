def sum_pool2d(x, kernel, stride=None, padding=0):
    s = stride or kernel
    x = F.pad(x, (padding,) * 4)
    rows, columns = ((side - kernel) // s + 1 for side in x.shape[2:])
    out = torch.zeros(*x.shape[:2], rows, columns, dtype=x.dtype)
    for i in range(rows):
        for j in range(columns):
            out[:, :, i, j] = x[:, :, i : i + kernel, j * s : j * s + kernel].sum((2, 3))
    return out
