def convolve1d(x, w, stride=1, padding=0):
    m = len(w)
    padded = F.pad(x, (padding, padding))
    out = torch.zeros((len(padded) - m) // stride + 1, dtype=x.dtype)
    for i in range(m // 2, len(out) - m // 2):
        out[i] = (padded[i * stride : i * stride + m] * w.flip(0)).sum()
    return out
