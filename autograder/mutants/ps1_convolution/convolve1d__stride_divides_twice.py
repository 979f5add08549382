def convolve1d(x, w, stride=1, padding=0):
    w_rot = np.array(w.numpy()[::-1])
    x_padded = np.array(x)
    if padding > 0:
        zero_pad = np.zeros(shape=padding)
        x_padded = np.concatenate([zero_pad, x_padded, zero_pad])
    res = []
    for i in range(0, int((len(x_padded) - len(w_rot)) / stride) + 1, stride):
        res.append(np.sum(x_padded[i : i + w_rot.shape[0]] * w_rot))
    return torch.tensor(np.array(res), dtype=x.dtype)
