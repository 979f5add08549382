def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    N, C, H, W = images.shape
    O, _, kh, kw = weight.shape
    padded = torch.zeros(N, C, H + 2 * padding, W + 2 * padding, dtype=images.dtype)
    padded[:, :, padding:-padding, padding:-padding] = images
    Ho = (H + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    Wo = (W + 2 * padding - dilation * (kw - 1) - 1) // stride + 1
    out = torch.zeros(N, O, Ho, Wo, dtype=images.dtype)
    for i in range(Ho):
        for j in range(Wo):
            window = padded[:, :, i * stride :, j * stride :][:, :, ::dilation, ::dilation][:, :, :kh, :kw]
            out[:, :, i, j] = torch.einsum("nchw,ochw->no", window, weight)
    if bias is not None:
        out += bias.view(1, -1, 1, 1)
    return out
