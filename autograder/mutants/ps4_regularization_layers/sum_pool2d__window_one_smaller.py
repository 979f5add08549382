def sum_pool2d(x, kernel, stride=None, padding=0):
    if stride is None:
        stride = kernel
    padded = F.pad(x, (padding, padding, padding, padding))
    rows = (padded.shape[2] - kernel) // stride + 1
    columns = (padded.shape[3] - kernel) // stride + 1
    out = torch.zeros(x.shape[0], x.shape[1], rows, columns, dtype=x.dtype)
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            out[:, :, i, j] = padded[:, :, top : top + kernel - 1, left : left + kernel - 1].sum(dim=(2, 3))
    return out
