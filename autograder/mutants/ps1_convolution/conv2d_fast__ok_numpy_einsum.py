from numpy.lib.stride_tricks import sliding_window_view


def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    x, w = images.numpy(), weight.numpy()
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    win = sliding_window_view(x, w.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    out = np.einsum("ncxyij,ocij->noxy", win, w, optimize=True)
    if bias is not None:
        out = out + bias.numpy()[:, None, None]
    return torch.from_numpy(out)
