def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    N, C, H, W = images.shape
    O, _, kh, kw = weight.shape
    Hout = (H + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    Wout = (W + 2 * padding - dilation * (kw - 1) - 1) // stride + 1
    x = torch.zeros(N, C, H + 2 * padding, W + 2 * padding, dtype=images.dtype)
    x[:, :, padding : padding + H, padding : padding + W] = images
    out = torch.zeros(N, O, Hout, Wout, dtype=images.dtype)
    for n in range(N):
        for o in range(O):
            b = 0 if bias is None else bias[o]
            for i in range(Hout):
                for j in range(Wout):
                    patch = x[
                        n,
                        :,
                        i * stride : i * stride + dilation * (kh - 1) + 1 : dilation,
                        j * stride : j * stride + dilation * (kw - 1) + 1 : dilation,
                    ]
                    out[n, o, i, j] = torch.sum(patch * weight[o] + b)
    return out
