def convolve1d(x, w, stride=1, padding=0):
    a = np.pad(x.numpy()[::-1], padding)
    b = w.numpy()[::-1]
    return torch.tensor([(a[i : i + len(b)] * b).sum() for i in range(0, len(a) - len(b) + 1, stride)], dtype=x.dtype)
