def convolve1d(x, w, stride=1, padding=0):
    x = F.pad(x, (padding, padding))
    w = w.flip(0)
    result = []
    for i in range(0, len(x) - len(w) + 1, 2):
        result.append((x[i : i + len(w)] * w).sum())
    return torch.stack(result)
