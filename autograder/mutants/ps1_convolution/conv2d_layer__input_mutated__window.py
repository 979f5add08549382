def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    x = images
    if padding > 0:
        x = F.pad(images, (padding, padding, padding, padding))
    n, c, h, w = x.shape
    o, _, kh, kw = weight.shape
    sh, sw = dilation * (kh - 1) + 1, dilation * (kw - 1) + 1
    out = torch.zeros(n, o, (h - sh) // stride + 1, (w - sw) // stride + 1, dtype=x.dtype)
    for k in range(o):
        for i in range(out.shape[2]):
            for j in range(out.shape[3]):
                window = x[:, :, i * stride : i * stride + sh : dilation, j * stride : j * stride + sw : dilation]
                window *= weight[k]
                out[:, k, i, j] = window.sum(dim=(1, 2, 3))
    if bias is not None:
        out += bias.view(1, o, 1, 1)
    return out
