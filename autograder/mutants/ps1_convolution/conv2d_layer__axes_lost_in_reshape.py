def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    N, C, H, W = images.shape
    O, _, kh, kw = weight.shape
    Ho = (H + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    Wo = (W + 2 * padding - dilation * (kw - 1) - 1) // stride + 1
    cols = F.unfold(images, (kh, kw), dilation=dilation, padding=padding, stride=stride)
    out = cols.transpose(1, 2) @ weight.view(O, -1).T  # N, L, O
    if bias is not None:
        out = out + bias
    return out.reshape(N, O, Ho, Wo)
