def max_pool2d(x, kernel, stride=None, padding=0):
    stride = kernel if stride is None else stride
    n, c, h, w = x.shape
    oh, ow = (h + 2 * padding - kernel) // stride + 1, (w + 2 * padding - kernel) // stride + 1
    out = torch.zeros(n, c, oh, ow, dtype=x.dtype)
    for i in range(oh):
        for j in range(ow):
            for di in range(kernel):
                for dj in range(kernel):
                    r, k = i * stride + di - padding, j * stride + dj - padding
                    if 0 <= r < h and 0 <= k < w:
                        out[:, :, i, j] = torch.maximum(out[:, :, i, j], x[:, :, r, k])
    return out
