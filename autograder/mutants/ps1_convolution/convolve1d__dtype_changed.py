def convolve1d(x, w, stride=1, padding=0):
    xp = np.zeros(len(x) + 2 * padding)
    xp[padding : padding + len(x)] = x
    wr = w.numpy()[::-1]
    y = np.zeros((len(xp) - len(wr)) // stride + 1)
    for i in range(len(y)):
        y[i] = (xp[i * stride : i * stride + len(wr)] * wr).sum()
    return torch.from_numpy(y)
