def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    x = np.pad(images.detach().numpy(), ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    w = weight.detach().numpy()
    N, _, H, W = x.shape
    F_out, _, HH, WW = w.shape
    eh, ew = dilation * (HH - 1) + 1, dilation * (WW - 1) + 1
    out = np.zeros((N, F_out, 1 + (H - eh) // stride, 1 + (W - ew) // stride), dtype=x.dtype)
    for n in range(N):
        for f in range(F_out):
            for i in range(out.shape[2]):
                for j in range(out.shape[3]):
                    region = x[n, :, i * stride : i * stride + eh : dilation, j * stride : j * stride + ew : dilation]
                    out[n, f, i, j] = np.sum(region * w[f])
    if bias is not None:
        out += bias.detach().numpy().reshape(1, -1, 1, 1)
    return torch.from_numpy(out)
