def convolve1d(x, w, stride=1, padding=0):
    n = len(x)
    m = len(w)
    y = torch.zeros(n + m - 1, dtype=x.dtype)
    for i in range(n):
        for j in range(m):
            y[i + j] += x[i] * w[j]
    return y[::stride]
