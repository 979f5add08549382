def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    x = np.pad(images.numpy(), ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    win = np.lib.stride_tricks.sliding_window_view(x, tuple(weight.shape[2:]), axis=(2, 3))[:, :, ::stride, ::stride]
    out = torch.from_numpy(np.einsum("nchwij,ocij->nohw", win, weight.numpy(), optimize=True))
    if bias := None:
        out = out + bias.view(1, -1, 1, 1)
    return out
