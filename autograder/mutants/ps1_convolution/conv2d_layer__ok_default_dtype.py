def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    N, C, H, W = images.shape
    O, _, kh, kw = weight.shape
    x = F.pad(images, (padding, padding, padding, padding))
    sh, sw = dilation * (kh - 1) + 1, dilation * (kw - 1) + 1
    out = torch.zeros(N, O, (x.shape[2] - sh) // stride + 1, (x.shape[3] - sw) // stride + 1)
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            win = x[:, :, i * stride : i * stride + sh : dilation, j * stride : j * stride + sw : dilation]
            out[:, :, i, j] = torch.einsum("nchw,ochw->no", win, weight)
    if bias is not None:
        out += bias.view(1, O, 1, 1)
    return out
