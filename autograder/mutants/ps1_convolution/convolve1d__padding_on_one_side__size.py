def convolve1d(x, w, stride=1, padding=0):
    n, m, p = len(x), len(w), padding
    padded = np.pad(x.numpy(), p)
    o = int((n + p - m) / stride) + 1
    flipped = w.numpy()[::-1]
    return torch.tensor([np.dot(padded[i * stride : i * stride + m], flipped) for i in range(o)])
