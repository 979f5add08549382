from numpy.lib.stride_tricks import sliding_window_view


def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    x = np.pad(images.numpy(), ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = sliding_window_view(x, weight.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    out = np.einsum("nchwij,ocij->nohw", windows, weight.numpy())
    if bias is not None:
        out = out + bias.numpy().reshape(1, -1, 1, 1)
    return torch.from_numpy(out)
