def convolve1d(x, w, stride=1, padding=0):
    padded = F.pad(x, (padding, padding))
    n = (len(padded) - len(w)) // stride + 1
    out = torch.zeros(n, dtype=x.dtype)
    for i in range(n):
        out[i] = torch.sum(padded[i * stride : i * stride + len(w)] * w)
    return out
