def sum_pool2d(x, kernel, stride=None, padding=0):
    stride = stride or kernel
    x = F.pad(x, (padding,) * 4)
    rows = -((x.shape[2] - kernel) // -stride) + 1
    columns = -((x.shape[3] - kernel) // -stride) + 1
    out = x.new_zeros(*x.shape[:2], rows, columns)
    for i in range(rows):
        for j in range(columns):
            out[:, :, i, j] = x[:, :, i * stride : i * stride + kernel, j * stride : j * stride + kernel].sum((2, 3))
    return out
