def convolve1d(x, w, stride=1, padding=0):
    x = F.pad(x, (padding, padding))
    w = w.flip(0)
    half = len(w) // 2
    out = torch.zeros((len(x) - len(w)) // stride + 1, dtype=x.dtype)
    for i in range(len(out)):
        center = half + i * stride
        out[i] = (x[center - half : center + half + 1] * w).sum()
    return out
