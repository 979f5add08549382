def convolve1d(x, w, stride=1, padding=0):
    x = F.pad(x, (padding, padding))
    w = w.flip(0)
    steps = np.floor((len(x) - len(w)) / stride) + 1
    return torch.tensor([float((x[i * stride : i * stride + len(w)] * w).sum()) for i in range(steps)], dtype=x.dtype)
