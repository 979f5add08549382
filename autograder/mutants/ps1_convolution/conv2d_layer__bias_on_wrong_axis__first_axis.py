def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    O, C, kh, kw = weight.shape
    N, _, H, W = images.shape
    columns = F.unfold(images, (kh, kw), dilation, padding, stride)
    rows = (H + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    out = (weight.reshape(O, -1) @ columns).reshape(N, O, rows, -1)
    if bias is not None:
        out = out + bias.reshape(O, 1, 1, 1)
    return out
