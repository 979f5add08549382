def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    n, c, h, w = images.shape
    o, _, kh, kw = weight.shape
    x = np.zeros((n, c, h + 2 * padding, w + 2 * padding))
    x[:, :, padding : padding + h, padding : padding + w] = images
    win = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    out = np.einsum("nchwij,ocij->nohw", win, weight.numpy(), optimize=True)
    if bias is not None:
        out += bias.numpy()[:, None, None]
    return torch.from_numpy(out)
