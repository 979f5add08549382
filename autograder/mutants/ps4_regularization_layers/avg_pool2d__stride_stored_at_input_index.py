def avg_pool2d(x, kernel, stride=None, padding=0):
    stride = stride or kernel
    x = F.pad(x, (padding,) * 4)
    rows = (x.shape[2] - kernel) // stride + 1
    columns = (x.shape[3] - kernel) // stride + 1
    out = torch.zeros(*x.shape[:2], rows, columns, dtype=x.dtype)
    for i in range(0, rows, stride):
        for j in range(0, columns, stride):
            out[:, :, i, j] = x[:, :, i : i + kernel, j : j + kernel].mean((2, 3))
    return out
