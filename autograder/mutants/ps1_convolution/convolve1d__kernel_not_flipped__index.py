def convolve1d(x, w, stride=1, padding=0):
    n, m = x.shape[0], w.shape[0]
    y = []
    for i in range(-padding, n + padding - m + 1, stride):
        s = 0.0
        for k in range(m):
            if 0 <= i + k < n:
                s += x[i + k].item() * w[k].item()
        y.append(s)
    return torch.tensor(y, dtype=x.dtype)
