def convolve1d(x, w, stride=1, padding=0):
    padded = F.pad(x, (padding, padding))
    w = w.flip(0)
    out = torch.zeros((len(x) - len(w)) // stride + 1, dtype=x.dtype)
    for i in range(out.numel()):
        out[i] = (padded[i * stride : i * stride + len(w)] * w).sum()
    return out
