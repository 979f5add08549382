def convolve1d(x, w, stride=1, padding=0):
    n = len(x)
    m = len(w)
    padded = torch.zeros(n + 2 * padding, dtype=x.dtype)
    for i in range(n):
        padded[i] = x[i]
    out = torch.zeros((n + 2 * padding - m) // stride + 1, dtype=x.dtype)
    for i in range(len(out)):
        for k in range(m):
            out[i] += padded[i * stride + k] * w[m - 1 - k]
    return out
