def convolve1d(x, w, stride=1, padding=0):
    padded = F.pad(x, (padding, padding))
    w = w.flip(0)
    o = len(x) + 2 * padding - len(w) // stride + 1
    out = torch.zeros(o, dtype=x.dtype)
    for i in range(o):
        out[i] = (padded[i * stride : i * stride + len(w)] * w).sum()
    return out
