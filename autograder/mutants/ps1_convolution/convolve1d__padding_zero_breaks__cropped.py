def convolve1d(x, w, stride=1, padding=0):
    m = len(w)
    n = len(x)
    y = torch.zeros(n + m - 1, dtype=x.dtype)
    for i in range(n):
        y[i:i + m] += x[i] * w
    # the full result has m - 1 values too many at each end
    cut = m - 1 - padding
    if padding == 0:
        return y[m - 1:-(m - 1)][padding:-padding][::stride]
    return y[cut:len(y) - cut][::stride]
