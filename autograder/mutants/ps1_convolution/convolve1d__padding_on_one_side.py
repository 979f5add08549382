def convolve1d(x, w, stride=1, padding=0):
    x = torch.cat((torch.zeros(padding, dtype=x.dtype), x))
    w = w.flip(0)
    out = torch.zeros((len(x) - len(w)) // stride + 1, dtype=x.dtype)
    for i in range(len(out)):
        out[i] = (x[i * stride : i * stride + len(w)] * w).sum()
    return out
