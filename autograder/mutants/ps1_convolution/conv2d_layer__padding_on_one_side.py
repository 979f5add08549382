def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    N, C, H, W = images.shape
    O, _, kh, kw = weight.shape
    x = F.pad(images, (padding, padding, padding, padding))
    Ho = (H + padding - dilation * (kh - 1) - 1) // stride + 1
    Wo = (W + padding - dilation * (kw - 1) - 1) // stride + 1
    out = torch.zeros(N, O, Ho, Wo, dtype=images.dtype)
    for i in range(Ho):
        for j in range(Wo):
            win = x[:, :, i * stride :, j * stride :][:, :, ::dilation, ::dilation][:, :, :kh, :kw]
            out[:, :, i, j] = torch.einsum("nchw,ochw->no", win, weight)
    if bias is not None:
        out = out + bias.view(1, -1, 1, 1)
    return out
