def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    N, C, H, W = images.shape
    O, _, kh, kw = weight.shape
    images = F.pad(images, (padding, padding, padding, padding))
    Ho = (H + 2 * padding - (dilation * (kh - 1) + 1)) // stride + 1
    Wo = (W + 2 * padding - (dilation * (kw - 1) + 1)) // stride + 1
    out = torch.zeros(N, O, Ho, Wo, dtype=images.dtype)
    for n in range(N):
        for o in range(O):
            for c in range(C):
                for i in range(Ho):
                    for j in range(Wo):
                        y, x = i * stride, j * stride
                        window = images[
                            n, c, y : y + dilation * (kh - 1) + 1 : dilation, x : x + dilation * (kw - 1) + 1 : dilation
                        ]
                        out[n, o, i, j] = (window * weight[o, c]).sum()
                        if bias is not None:
                            out[n, o, i, j] += bias[o]
    return out
