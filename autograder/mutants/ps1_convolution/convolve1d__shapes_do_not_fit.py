def convolve1d(x, w, stride=1, padding=0):
    padded = np.pad(x.numpy(), padding)
    w = w.numpy()[::-1]
    out = np.zeros((len(padded) - len(w)) // stride + 1)
    for i in range(len(out)):
        out[i] = padded[i * stride : i * stride + len(w)] * w
    return torch.from_numpy(out).to(x.dtype)
