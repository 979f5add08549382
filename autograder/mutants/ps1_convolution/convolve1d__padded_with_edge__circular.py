def convolve1d(x, w, stride=1, padding=0):
    n = len(x)
    m = len(w)
    y = torch.zeros((n + 2 * padding - m) // stride + 1, dtype=x.dtype)
    for i in range(len(y)):
        for k in range(m):
            y[i] += w[k] * x[(i * stride - padding + m - 1 - k) % n]
    return y
