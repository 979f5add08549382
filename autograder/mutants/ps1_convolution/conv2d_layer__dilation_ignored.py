def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    O, C, kh, kw = weight.shape
    N, _, H, W = images.shape
    columns = F.unfold(images, (kh, kw), padding=padding, stride=stride)
    rows = (H + 2 * padding - kh) // stride + 1
    out = (weight.reshape(O, -1) @ columns).reshape(N, O, rows, -1)
    return out if bias is None else out + bias.reshape(1, O, 1, 1)
