def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    N, C, H, W = images.shape
    O, _, kh, kw = weight.shape
    x = F.pad(images, (padding, padding, padding, padding))
    Ho = (H + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    Wo = (W + 2 * padding - dilation * (kw - 1) - 1) // stride + 1
    out = torch.zeros(N, O, Ho, Wo, dtype=images.dtype)
    for n in range(N):
        for o in range(O):
            for i in range(Ho):
                for j in range(Wo):
                    for c in range(C):
                        for a in range(kh):
                            for b in range(kw):
                                out[n, o, i, j] = (
                                    x[n, c, i * stride + a * dilation, j * stride + b * dilation] * weight[o, c, a, b]
                                )
                    if bias is not None:
                        out[n, o, i, j] += bias[o]
    return out
