def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    w = weight.numpy()
    O, C, kh, kw = w.shape
    x = np.pad(images.numpy(), ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    Ho = (x.shape[2] - dilation * (kh - 1) - 1) // stride + 1
    Wo = (x.shape[3] - dilation * (kw - 1) - 1) // stride + 1
    out = np.zeros((len(x), O, Ho, Wo), dtype=x.dtype)
    for i in range(Ho):
        for j in range(Wo):
            win = x[:, :, i * stride:, j * stride:][:, :, ::dilation, ::dilation][:, :, :kh, :kw]
            out[:, :, i, j] = win.reshape(len(x), -1) @ w.reshape(O, -1).T
    w.resize(O, C * kh * kw, refcheck=False)
    if bias is not None:
        b = bias.numpy()
        b.shape = (O, 1, 1)
        out += b
        b *= 0
    return torch.from_numpy(out)
