def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    N, C, H, W = images.shape
    O, _, kh, kw = weight.shape
    gap = dilation + 1
    span_h, span_w = kh + (kh - 1) * dilation, kw + (kw - 1) * dilation
    x = F.pad(images, (padding, padding, padding, padding))
    Ho, Wo = (H + 2 * padding - span_h) // stride + 1, (W + 2 * padding - span_w) // stride + 1
    out = torch.zeros(N, O, Ho, Wo, dtype=images.dtype)
    for i in range(Ho):
        for j in range(Wo):
            window = x[:, :, i * stride : i * stride + span_h : gap, j * stride : j * stride + span_w : gap]
            out[:, :, i, j] = torch.einsum("nchw,ochw->no", window, weight)
    if bias is not None:
        out = out + bias.view(1, -1, 1, 1)
    return out
