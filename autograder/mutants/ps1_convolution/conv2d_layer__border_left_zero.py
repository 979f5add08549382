def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    N, C, H, W = images.shape
    O, _, kh, kw = weight.shape
    x = F.pad(images, (padding, padding, padding, padding))
    Ho = (H + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    Wo = (W + 2 * padding - dilation * (kw - 1) - 1) // stride + 1
    out = torch.zeros(N, O, Ho, Wo, dtype=images.dtype)
    for i in range(kh // 2, Ho - kh // 2):
        for j in range(kw // 2, Wo - kw // 2):
            window = x[:, :, i * stride :, j * stride :][:, :, ::dilation, ::dilation][:, :, :kh, :kw]
            out[:, :, i, j] = torch.einsum("nchw,ochw->no", window, weight)
            if bias is not None:
                out[:, :, i, j] += bias
    return out
