def convolve1d(x, w, stride=1, padding=0):
    for i in range(len(w) // 2):
        tmp = w[i].clone()
        w[i] = w[len(w) - 1 - i]
        w[len(w) - 1 - i] = tmp
    padded = F.pad(x, (padding, padding))
    out = torch.zeros((len(padded) - len(w)) // stride + 1, dtype=x.dtype)
    for i in range(len(out)):
        out[i] = (padded[i * stride : i * stride + len(w)] * w).sum()
    return out
