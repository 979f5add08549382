def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    x = np.pad(images.numpy(), ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    w = weight.numpy()[:, :, ::-1]
    kh, kw = w.shape[2:]
    ho = (x.shape[2] - dilation * (kh - 1) - 1) // stride + 1
    wo = (x.shape[3] - dilation * (kw - 1) - 1) // stride + 1
    out = np.zeros((len(x), len(w), ho, wo), x.dtype)
    for i, j in np.ndindex(ho, wo):
        win = x[
            :,
            :,
            i * stride : i * stride + dilation * (kh - 1) + 1 : dilation,
            j * stride : j * stride + dilation * (kw - 1) + 1 : dilation,
        ]
        out[:, :, i, j] = np.einsum("nchw,ochw->no", win, w)
    if bias is not None:
        out += bias.numpy()[None, :, None, None]
    return torch.from_numpy(out)
