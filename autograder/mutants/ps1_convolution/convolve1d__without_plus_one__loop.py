def convolve1d(x, w, stride=1, padding=0):
    x_pad = np.pad(x.numpy(), (padding, padding))
    k = w.numpy()[::-1]
    out = np.zeros((len(x_pad) - len(k)) // stride + 1, dtype=x_pad.dtype)
    for i in range(len(out) - 1):
        out[i] = (x_pad[i * stride : i * stride + len(k)] * k).sum()
    return torch.from_numpy(out)
