def convolve1d(x, w, stride=1, padding=0):
    padded = F.pad(x, (padding, padding))
    w = w.flip(0)
    y = torch.zeros((len(padded) - len(w)) // stride + 1, dtype=x.dtype)
    for i, value in enumerate(y):
        value = (padded[i * stride : i * stride + len(w)] * w).sum()
    return y
