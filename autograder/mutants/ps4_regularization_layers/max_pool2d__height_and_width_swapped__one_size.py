def max_pool2d(x, kernel, stride=None, padding=0):
    stride = stride or kernel
    x = F.pad(x, (padding,) * 4, value=-math.inf)
    size = (x.shape[2] - kernel) // stride + 1
    out = torch.zeros(x.shape[0], x.shape[1], size, size, dtype=x.dtype)
    for i in range(size):
        for j in range(size):
            window = x[:, :, i * stride : i * stride + kernel, j * stride : j * stride + kernel]
            out[:, :, i, j] = window.amax((2, 3))
    return out
