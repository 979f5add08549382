def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    x = np.pad(np.asarray(images), ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(x, tuple(weight.shape[2:]), axis=(2, 3))
    out = np.einsum("nchwij,ocij->nohw", windows[:, :, ::stride, ::stride], np.asarray(weight), optimize=True)
    return out if bias is None else out + np.asarray(bias).reshape(1, -1, 1, 1)
