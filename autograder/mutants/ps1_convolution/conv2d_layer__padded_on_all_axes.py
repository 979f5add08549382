def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    x = np.pad(images.numpy(), padding)
    w = weight.numpy()
    N = images.shape[0]
    O, C, kh, kw = w.shape
    H = (x.shape[2] - dilation * (kh - 1) - 1) // stride + 1
    W = (x.shape[3] - dilation * (kw - 1) - 1) // stride + 1
    out = np.zeros((N, O, H, W), dtype=x.dtype)
    for n in range(N):
        for o in range(O):
            for i in range(H):
                for j in range(W):
                    for c in range(C):
                        r = x[n, c, i * stride :, j * stride :][::dilation, ::dilation][:kh, :kw]
                        out[n, o, i, j] += (r * w[o, c]).sum()
            if bias is not None:
                out[n, o] += bias[o].item()
    return torch.from_numpy(out)
