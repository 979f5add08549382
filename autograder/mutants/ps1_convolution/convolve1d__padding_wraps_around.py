def convolve1d(x, w, stride=1, padding=0):
    n, m = len(x), len(w)
    out = torch.zeros((n + 2 * padding - m) // stride + 1, dtype=x.dtype)
    for i in range(len(out)):
        for k in range(m):
            try:
                out[i] += x[i * stride - padding + k] * w[m - 1 - k]
            except IndexError:
                pass
    return out
