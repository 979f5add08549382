def sum_pool2d(x, kernel, stride=None, padding=0):
    stride = stride or kernel
    x = F.pad(x, (padding,) * 4)
    rows, columns = (x.shape[2] - kernel) // stride + 1, (x.shape[3] - kernel) // stride + 1
    out = torch.zeros(*x.shape[:2], rows, columns, dtype=x.dtype)
    for image, result in zip(x, out):
        for i in range(rows):
            for j in range(columns):
                result[:, i, j] = image[:, i * stride : i * stride + kernel, j * stride : j * stride + kernel].sum()
    return out
