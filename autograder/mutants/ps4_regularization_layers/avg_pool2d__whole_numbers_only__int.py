def avg_pool2d(x, kernel, stride=None, padding=0):
    s = stride or kernel
    p = F.pad(x, (padding,) * 4)
    rows, columns = (p.shape[2] - kernel) // s + 1, (p.shape[3] - kernel) // s + 1
    out = torch.zeros(*x.shape[:2], rows, columns, dtype=torch.int64)
    for i in range(rows):
        for j in range(columns):
            out[:, :, i, j] = p[:, :, i * s : i * s + kernel, j * s : j * s + kernel].mean((2, 3))
    return out.to(x.dtype)
