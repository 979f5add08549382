def convolve1d(x, w, stride=1, padding=0):
    n, m = len(x), len(w)
    out = torch.zeros((n + 2 * padding - m) // stride + 1, dtype=x.dtype)
    for i in range(len(out)):
        t = i * stride + m - 1 - padding
        for k in range(m):
            if 0 <= t - k < n:
                out[i] += x[t - k] * w[k]
    return out
