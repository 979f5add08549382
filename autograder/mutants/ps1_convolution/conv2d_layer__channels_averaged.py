def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    N, C, H, W = images.shape
    O, C, kh, kw = weight.shape
    x = F.pad(images, (padding, padding, padding, padding))
    sh, sw = dilation * (kh - 1) + 1, dilation * (kw - 1) + 1
    out = torch.empty(N, O, (x.shape[2] - sh) // stride + 1, (x.shape[3] - sw) // stride + 1, dtype=images.dtype)
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            w = x[:, None, :, i * stride : i * stride + sh : dilation, j * stride : j * stride + sw : dilation] * weight
            out[:, :, i, j] = w.sum(dim=(3, 4)).mean(dim=2)
    if bias is not None:
        out += bias[None, :, None, None]
    return out
