def sum_pool2d(x, kernel, stride=None, padding=0):
    stride = stride or kernel
    n, c, h, w = x.shape
    x = F.pad(x, (padding,) * 4)
    out = x.new_zeros(n, c, (h - kernel) // stride + 1, (w - kernel) // stride + 1)
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            out[:, :, i, j] = x[:, :, i * stride : i * stride + kernel, j * stride : j * stride + kernel].sum((2, 3))
    return out
