def convolve1d(x, w, stride=1, padding=0):
    a = np.zeros(len(x) + 2 * padding, dtype=x.numpy().dtype)
    a[padding:-padding] = x.numpy()
    k = w.numpy()[::-1]
    return torch.from_numpy(np.array([k.dot(a[i : i + len(k)]) for i in range(0, len(a) - len(k) + 1, stride)]))
