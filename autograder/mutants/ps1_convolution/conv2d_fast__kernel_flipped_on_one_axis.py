def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    x = np.pad(images.numpy(), ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    w = np.flip(weight.numpy(), axis=3)
    win = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    out = np.tensordot(win, w, axes=((1, 4, 5), (1, 2, 3))).transpose(0, 3, 1, 2)
    if bias is not None:
        out = out + bias.numpy()[:, None, None]
    return torch.tensor(out)
