def max_pool2d(x, kernel, stride=None, padding=0):
    s = kernel if stride is None else stride
    p = np.pad(x.numpy(), ((0, 0), (0, 0), (padding, padding), (padding, padding)), constant_values=-np.inf)
    views = np.lib.stride_tricks.sliding_window_view(p, (kernel, kernel), axis=(2, 3))[:, :, ::s, ::s]
    return torch.from_numpy(views.max(axis=(-1, -2)))
