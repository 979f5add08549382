def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    x, w, b = images.numpy(), weight.numpy(), bias.numpy()
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    win = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    return torch.from_numpy(np.einsum("nchwij,ocij->nohw", win, w, optimize=True) + b.reshape(1, -1, 1, 1))
