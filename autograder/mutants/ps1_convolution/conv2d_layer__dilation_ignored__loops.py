def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    x = np.pad(images.numpy(), ((0, 0), (0, 0), (padding, padding), (padding, padding)), "constant")
    w = weight.numpy()
    b = np.zeros(w.shape[0], x.dtype) if bias is None else bias.numpy()
    N, C, H, W = x.shape
    F_, _, HH, WW = w.shape
    H_, W_ = 1 + (H - HH) // stride, 1 + (W - WW) // stride
    out = np.zeros((N, F_, H_, W_), dtype=x.dtype)
    for n in range(N):
        for f in range(F_):
            for i in range(H_):
                for j in range(W_):
                    out[n, f, i, j] = (
                        x[n, :, i * stride : i * stride + HH, j * stride : j * stride + WW] * w[f]
                    ).sum() + b[f]
    return torch.from_numpy(out)
