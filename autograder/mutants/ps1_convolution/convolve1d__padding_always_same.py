def convolve1d(x, w, stride=1, padding=0):
    m = len(w)
    half = m // 2
    padded = F.pad(x, (half, half))
    w = w.flip(0)
    return torch.stack([(padded[i : i + m] * w).sum() for i in range(0, len(padded) - m + 1, stride)])
