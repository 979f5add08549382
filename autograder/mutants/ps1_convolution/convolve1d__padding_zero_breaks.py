def convolve1d(x, w, stride=1, padding=0):
    padded = torch.zeros(len(x) + 2 * padding, dtype=x.dtype)
    padded[padding:-padding] = x
    w = w.flip(0)
    out = torch.zeros((len(padded) - len(w)) // stride + 1, dtype=x.dtype)
    for i in range(len(out)):
        out[i] = (padded[i * stride : i * stride + len(w)] * w).sum()
    return out
