def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    n, c, h, w = images.shape
    o, _, kh, kw = weight.shape
    padded = F.pad(images, (padding, padding, padding, padding))
    sh, sw = dilation * (kh - 1) + 1, dilation * (kw - 1) + 1
    ho, wo = (h + 2 * padding - sh) // stride + 1, (w + 2 * padding - sw) // stride + 1
    out = torch.zeros(n, o, ho, wo, dtype=images.dtype)
    for i in range(ho):
        for j in range(wo):
            window = padded[:, :, i * stride : i * stride + sh : dilation, j * stride : j * stride + sw : dilation]
            out[:, :, i, j] = torch.einsum("nchw,ochw->no", window, weight)
    if bias is not None:
        out = out + bias
    return out
