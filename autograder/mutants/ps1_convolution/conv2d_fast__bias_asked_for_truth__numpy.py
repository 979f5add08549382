def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    x, w = np.array(images), np.array(weight)
    b = np.array(bias) if bias is not None else None
    x = np.pad(x, [(0, 0), (0, 0), (padding,) * 2, (padding,) * 2])
    win = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], (2, 3))[:, :, ::stride, ::stride]
    out = np.tensordot(win, w, ((1, 4, 5), (1, 2, 3))).transpose(0, 3, 1, 2)
    if b == None:
        return torch.tensor(out)
    return torch.tensor(out + b[:, None, None])
