def sum_pool2d(x, kernel, stride=None, padding=0):
    stride = stride or kernel
    x = F.pad(x, (padding,) * 4)
    columns, rows = ((side - kernel) // stride + 1 for side in x.shape[2:])
    windows = [
        x[:, :, b * stride : b * stride + kernel, a * stride : a * stride + kernel].sum((2, 3))
        for a in range(rows)
        for b in range(columns)
    ]
    return torch.stack(windows, -1).reshape(*x.shape[:2], rows, columns)
