def convolve1d(x, w, stride=1, padding=0):
    a, b = x.numpy(), w.numpy()
    b[:] = b[::-1]
    if padding:
        a = np.concatenate([np.zeros(padding, a.dtype), a, np.zeros(padding, a.dtype)])
    return torch.tensor([(a[i : i + len(b)] * b).sum() for i in range(0, len(a) - len(b) + 1, stride)])
