def convolve1d(x, w, stride=1, padding=0):
    xp = np.pad(x, padding)
    wr = np.flip(w.numpy())
    return np.array([np.sum(xp[i : i + len(wr)] * wr) for i in range(0, len(xp) - len(wr) + 1, stride)])
