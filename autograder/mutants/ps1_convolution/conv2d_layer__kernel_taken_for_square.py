def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    N, C, H, W = images.shape
    O, _, k, _ = weight.shape
    x = F.pad(images, (padding, padding, padding, padding))
    Ho = (H + 2 * padding - dilation * (k - 1) - 1) // stride + 1
    Wo = (W + 2 * padding - dilation * (k - 1) - 1) // stride + 1
    out = torch.zeros(N, O, Ho, Wo, dtype=images.dtype)
    for n in range(N):
        for o in range(O):
            for i in range(Ho):
                for j in range(Wo):
                    for a in range(k):
                        for b in range(k):
                            pixels = x[n, :, i * stride + a * dilation, j * stride + b * dilation]
                            out[n, o, i, j] += (pixels * weight[o, :, a, b]).sum()
    if bias is not None:
        out += bias.view(1, O, 1, 1)
    return out
