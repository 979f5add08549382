def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    N, C, H, W = images.shape
    O, _, kh, kw = weight.shape
    x = F.pad(images, (padding, padding, padding, padding))
    sh, sw = dilation * (kh - 1) + 1, dilation * (kw - 1) + 1
    out = torch.zeros(N, O, (H + 2 * padding - sh) // stride, (W + 2 * padding - sw) // stride, dtype=images.dtype)
    for i in range(out.size(2)):
        for j in range(out.size(3)):
            window = x[:, :, i * stride : i * stride + sh : dilation, j * stride : j * stride + sw : dilation]
            out[:, :, i, j] = torch.einsum("nchw,ochw->no", window, weight)
    if bias is not None:
        out = out + bias[None, :, None, None]
    return out
