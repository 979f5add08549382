def convolve1d(x, w, stride=1, padding=0):
    x = np.pad(x.numpy(), padding)
    product = np.polymul(x, w.numpy())
    full = np.zeros(len(x) + len(w) - 1)
    full[len(full) - len(product) :] = product
    valid = full[len(w) - 1 : len(x)]
    return torch.from_numpy(valid[::stride].copy()).to(w.dtype)
