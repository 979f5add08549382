def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    o, c, kh, kw = weight.shape
    h = (images.shape[2] + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    cols = F.unfold(images, kernel_size=(kh, kw), dilation=dilation, padding=padding, stride=stride)
    y = weight.view(o, c * kh * kw) @ cols
    if bias is not None:
        y += bias.unsqueeze(1)
    return y.view(len(images), o, h, -1)
