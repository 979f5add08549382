def convolve1d(x, w, stride=1, padding=0):
    w = w.flip(0)
    x = F.pad(x, (padding, padding))
    n = len(x) - len(w) + 1
    out = torch.zeros(n, dtype=x.dtype)
    for i in range(n):
        out[i] = (x[i : i + len(w)] * w).sum()
    return out
