def max_pool2d(x, kernel, stride=None, padding=0):
    stride = stride or kernel
    n, c, h, w = x.shape
    padded = F.pad(x, (padding, padding, padding, padding), value=-math.inf)
    out = torch.empty(n, c, (h - kernel) // stride + 1, (w - kernel) // stride + 1, dtype=x.dtype)
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            a, b = i * stride, j * stride
            out[..., i, j] = padded[..., a : a + kernel, b : b + kernel].amax((-2, -1))
    return out
