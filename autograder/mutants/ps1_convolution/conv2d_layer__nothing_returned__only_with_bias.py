def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    o, c, kh, kw = weight.shape
    h = (images.shape[2] + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    out = weight.reshape(o, -1) @ F.unfold(images, (kh, kw), dilation, padding, stride)
    out = out.reshape(len(images), o, h, -1)
    if bias is not None:
        out += bias.reshape(o, 1, 1)
        return out
