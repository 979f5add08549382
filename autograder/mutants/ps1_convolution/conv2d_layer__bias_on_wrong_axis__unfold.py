def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    N, C, H, W = images.shape
    O, C, kh, kw = weight.shape
    Ho = (H + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    Wo = (W + 2 * padding - dilation * (kw - 1) - 1) // stride + 1
    x = F.unfold(images, (kh, kw), dilation=dilation, padding=padding, stride=stride)
    out = weight.flatten(1) @ x
    if bias is not None:
        out += bias
    return out.view(N, O, Ho, Wo)
