def convolve1d(x, w, stride=1, padding=0):
    n, m = len(x), len(w)
    padded = F.pad(x, (padding, padding))
    length = (n + 2 * padding - m) / stride + 1
    y = torch.zeros(length, dtype=x.dtype)
    for i in range(length):
        y[i] = (padded[i * stride : i * stride + m] * w.flip(0)).sum()
    return y
