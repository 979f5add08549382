def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    N, C = images.shape[:2]
    O, _, kh, kw = weight.shape
    x = F.pad(images, (padding, padding, padding, padding))
    p = x.unfold(2, dilation * (kh - 1) + 1, stride).unfold(3, dilation * (kw - 1) + 1, stride)[
        ..., ::dilation, ::dilation
    ]
    Ho, Wo = p.shape[2], p.shape[3]
    p = p.reshape(N, Ho * Wo, C * kh * kw)
    out = (p @ weight.reshape(O, -1).T).transpose(1, 2).reshape(N, O, Ho, Wo)
    if bias is not None:
        out = out + bias.reshape(1, O, 1, 1)
    return out
