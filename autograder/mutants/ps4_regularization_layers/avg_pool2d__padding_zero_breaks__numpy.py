def avg_pool2d(x, kernel, stride=None, padding=0):
    s = stride or kernel
    n, c, h, w = x.shape
    padded = np.zeros((n, c, h + 2 * padding, w + 2 * padding), dtype=x.numpy().dtype)
    padded[:, :, padding:-padding, padding:-padding] = x.numpy()
    views = np.lib.stride_tricks.sliding_window_view(padded, (kernel, kernel), axis=(2, 3))
    return torch.from_numpy(views[:, :, ::s, ::s].mean(axis=(4, 5)))
