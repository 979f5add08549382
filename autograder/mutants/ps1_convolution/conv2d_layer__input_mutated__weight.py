def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    n, c, h, w = images.shape
    o, _, kh, kw = weight.shape
    cols = F.unfold(images, (kh, kw), dilation=dilation, padding=padding, stride=stride)
    weight.resize_(o, c * kh * kw)
    out = weight @ cols
    if bias is not None:
        out += bias.reshape(o, 1)
    return out.reshape(n, o, (h + 2 * padding - dilation * (kh - 1) - 1) // stride + 1, -1)
