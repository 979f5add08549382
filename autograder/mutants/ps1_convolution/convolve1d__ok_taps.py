def convolve1d(x, w, stride=1, padding=0):
    x = F.pad(x, (padding, padding))
    m = len(w)
    span = len(x) - m + 1
    return sum(w[m - 1 - k] * x[k : k + span] for k in range(m))[::stride]
