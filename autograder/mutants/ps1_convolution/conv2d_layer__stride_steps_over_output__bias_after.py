def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    N, C, H, W = images.shape
    O, _, kh, kw = weight.shape
    x = F.pad(images, (padding, padding, padding, padding))
    sh, sw = dilation * (kh - 1) + 1, dilation * (kw - 1) + 1
    Ho, Wo = (H + 2 * padding - sh) // stride + 1, (W + 2 * padding - sw) // stride + 1
    out = torch.zeros(N, O, Ho, Wo, dtype=images.dtype)
    for i in range(0, Ho, stride):
        for j in range(0, Wo, stride):
            window = x[:, :, i * stride : i * stride + sh : dilation, j * stride : j * stride + sw : dilation]
            out[:, :, i, j] = torch.einsum("nchw,ochw->no", window, weight)
    if bias is not None:
        out += bias.view(1, O, 1, 1)
    return out
