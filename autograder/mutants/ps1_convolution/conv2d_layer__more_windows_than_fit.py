def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    N, C, H, W = images.shape
    O, _, kh, kw = weight.shape
    x = F.pad(images, (padding, padding, padding, padding))
    Ho = (H - dilation * (kh - 1) + 2 * padding) // stride + 1
    Wo = (W - dilation * (kw - 1) + 2 * padding) // stride + 1
    out = torch.zeros(N, O, Ho, Wo, dtype=images.dtype)
    for i in range(Ho):
        for j in range(Wo):
            for a in range(kh):
                for b in range(kw):
                    r, c = i * stride + a * dilation, j * stride + b * dilation
                    if r < x.shape[2] and c < x.shape[3]:
                        out[:, :, i, j] += x[:, :, r, c] @ weight[:, :, a, b].T
    if bias is not None:
        out += bias.view(1, -1, 1, 1)
    return out
