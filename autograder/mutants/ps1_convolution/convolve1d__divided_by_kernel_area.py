def convolve1d(x, w, stride=1, padding=0):
    x = F.pad(x, (padding, padding))
    w = w.flip(0)
    windows = [x[i : i + len(w)] for i in range(0, len(x) - len(w) + 1, stride)]
    return torch.stack([(window * w).mean() for window in windows])
