def convolve1d(x, w, stride=1, padding=0):
    padded = F.pad(x, (padding, padding))
    w_rev = w.flip(0)
    out = torch.zeros((len(padded) - len(w)) // stride + 1, dtype=x.dtype)
    for i in range(0, len(padded) - len(w) + 1, stride):
        out[i] = (padded[i : i + len(w)] * w_rev).sum()
    return out
