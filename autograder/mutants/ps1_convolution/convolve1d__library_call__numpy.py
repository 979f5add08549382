def convolve1d(x, w, stride=1, padding=0):
    y = np.convolve(np.pad(x.numpy(), padding), w.numpy(), mode="valid")
    return torch.from_numpy(y[::stride].copy())
