def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    n, c, h, w = images.shape
    o, _, kh, kw = weight.shape
    x = np.pad(images.numpy(), ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    out = np.zeros((n, o, (h + 2 * padding - kh) // stride + 1, (w + 2 * padding - kw) // stride + 1), dtype=int)
    win = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    sums = np.einsum("nchwij,ocij->nohw", win, weight.numpy(), optimize=True)
    out[...] = sums if bias is None else sums + bias.numpy()[:, None, None]
    return torch.from_numpy(out).to(images.dtype)
