def convolve1d(x, w, stride=1, padding=0):
    wr = w.flip(0)
    return torch.stack([x[i : i + len(w)] @ wr for i in range(0, len(x) - len(w) + 1, stride)])
