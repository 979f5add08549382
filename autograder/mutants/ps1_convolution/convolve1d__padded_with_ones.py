def convolve1d(x, w, stride=1, padding=0):
    padded = torch.ones(len(x) + 2 * padding, dtype=x.dtype)
    padded[padding : padding + len(x)] = x
    reversed_w = torch.flip(w, (0,))
    out = torch.zeros((len(padded) - len(w)) // stride + 1, dtype=x.dtype)
    for i in range(len(out)):
        start = i * stride
        out[i] = (padded[start : start + len(w)] * reversed_w).sum()
    return out
