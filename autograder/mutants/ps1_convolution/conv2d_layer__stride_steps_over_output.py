def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    N, C, H, W = images.shape
    O, _, kh, kw = weight.shape
    x = F.pad(images, (padding, padding, padding, padding))
    sh, sw = dilation * (kh - 1) + 1, dilation * (kw - 1) + 1
    Ho, Wo = (H + 2 * padding - sh) // stride + 1, (W + 2 * padding - sw) // stride + 1
    out = torch.zeros(N, O, Ho, Wo, dtype=images.dtype)
    for o in range(O):
        for i in range(0, Ho, stride):
            for j in range(0, Wo, stride):
                window = x[:, :, i * stride : i * stride + sh : dilation, j * stride : j * stride + sw : dilation]
                out[:, o, i, j] = (window * weight[o]).sum((1, 2, 3))
                if bias is not None:
                    out[:, o, i, j] += bias[o]
    return out
