def avg_pool2d(x, kernel, stride=None, padding=0):
    stride = stride or kernel
    x = F.pad(x, (padding,) * 4)
    rows, columns = (x.shape[2] - kernel) // stride + 1, (x.shape[3] - kernel) // stride + 1
    out = torch.stack(
        [x[:, :, i : i + kernel, j : j + kernel].mean((2, 3)) for i in range(rows) for j in range(columns)], dim=-1
    )
    return out.view(*x.shape[:2], rows, columns)
