def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    N, C, H, W = images.shape
    O, _, kh, kw = weight.shape
    Ho = (H + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    Wo = (W + 2 * padding - dilation * (kw - 1) - 1) // stride + 1
    out = torch.zeros(N, O, Ho, Wo, dtype=images.dtype)
    for i in range(Ho):
        for j in range(Wo):
            for a in range(kh):
                for b in range(kw):
                    row = i * stride + a * dilation - padding
                    col = j * stride + b * dilation - padding
                    if row < H and col < W:
                        out[:, :, i, j] += images[:, :, row, col] @ weight[:, :, a, b].T
    if bias is not None:
        out += bias.view(1, O, 1, 1)
    return out
