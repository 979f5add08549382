def convolve1d(x, w, stride=1, padding=0):
    # flip the kernel
    w.flip(0)
    x = torch.cat([torch.zeros(padding, dtype=x.dtype), x, torch.zeros(padding, dtype=x.dtype)])
    return torch.stack([torch.dot(x[i : i + len(w)], w) for i in range(0, len(x) - len(w) + 1, stride)])
