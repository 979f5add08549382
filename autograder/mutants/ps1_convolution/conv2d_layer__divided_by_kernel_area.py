def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    o, c, kh, kw = weight.shape
    h = (images.shape[2] + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    cols = F.unfold(images, (kh, kw), dilation, padding, stride)
    out = weight.reshape(o, -1) @ cols / (kh * kw)
    if bias is not None:
        out = out + bias[:, None]
    return out.reshape(images.shape[0], o, h, -1)
