def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    n, c, h, w = images.shape
    o, _, kh, kw = weight.shape
    x = np.pad(images.numpy(), ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    win = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    ho, wo = win.shape[2:4]
    rows = win.transpose(0, 2, 3, 1, 4, 5).reshape(n * ho * wo, c * kh * kw)
    filters = weight.numpy().reshape(o, -1)
    out = np.apply_along_axis(np.tensordot, 1, rows, filters.T, 1)
    if bias is not None:
        out = out + bias.numpy()
    return torch.from_numpy(out.reshape(n, ho, wo, o).transpose(0, 3, 1, 2).copy())
