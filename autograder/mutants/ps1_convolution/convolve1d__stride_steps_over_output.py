def convolve1d(x, w, stride=1, padding=0):
    n = (len(x) + 2 * padding - len(w)) // stride + 1
    padded = F.pad(x, (padding, padding))
    flipped = w.flip(0)
    out = torch.zeros(n, dtype=x.dtype)
    for i in range(0, n, stride):
        start = i * stride
        out[i] = torch.dot(padded[start : start + len(w)], flipped)
    return out
