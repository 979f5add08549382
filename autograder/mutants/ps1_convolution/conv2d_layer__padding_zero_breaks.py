def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    if padding > 0:
        padded = F.pad(images, (padding, padding, padding, padding))
    N, C, H, W = padded.shape
    O, _, kh, kw = weight.shape
    sh, sw = dilation * (kh - 1) + 1, dilation * (kw - 1) + 1
    out = torch.zeros(N, O, (H - sh) // stride + 1, (W - sw) // stride + 1, dtype=images.dtype)
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            window = padded[:, :, i * stride : i * stride + sh : dilation, j * stride : j * stride + sw : dilation]
            out[:, :, i, j] = torch.einsum("nchw,ochw->no", window, weight)
    if bias is not None:
        out += bias.view(1, O, 1, 1)
    return out
