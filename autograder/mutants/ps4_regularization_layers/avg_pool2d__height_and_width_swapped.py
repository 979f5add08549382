def avg_pool2d(x, kernel, stride=None, padding=0):
    stride = stride or kernel
    x = F.pad(x, (padding,) * 4)
    height, width = x.shape[3], x.shape[2]
    rows, columns = (height - kernel) // stride + 1, (width - kernel) // stride + 1
    out = torch.zeros(*x.shape[:2], rows, columns, dtype=x.dtype)
    for i in range(columns):
        for j in range(rows):
            out[:, :, i, j] = x[:, :, i * stride : i * stride + kernel, j * stride : j * stride + kernel].mean((2, 3))
    return out
