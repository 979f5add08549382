def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    p = padding
    X = np.pad(images.detach().numpy(), [(0, 0), (0, 0), (p, p), (p, p)], mode="constant")
    Wt = weight.detach().numpy()
    windows = np.lib.stride_tricks.sliding_window_view(X, Wt.shape[-2:], axis=(-2, -1))
    windows = windows[..., ::stride, ::stride, :, :]
    Y = np.tensordot(windows, Wt, axes=((1, 4, 5), (1, 2, 3)))  # N, H', W', O
    Y = np.ascontiguousarray(Y.transpose(0, 3, 1, 2))
    if bias is not None:
        Y += bias.detach().numpy().reshape(1, -1, 1, 1)
    return torch.from_numpy(Y)
