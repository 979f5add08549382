def convolve1d(x, w, stride=1, padding=0):
    x = F.pad(x, (padding, padding))
    w = w.flip(0)
    o = (len(x) - len(w)) // stride
    out = torch.zeros(o, dtype=x.dtype)
    for i in range(o):
        out[i] = (x[i * stride : i * stride + len(w)] * w).sum()
    return out
