def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    n, c, h, w = images.shape
    o, c, kh, kw = weight.shape
    cols = F.unfold(images, (kh, kw), dilation=dilation, padding=padding, stride=stride)
    h_out = (h + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    w_out = (w + 2 * padding - dilation * (kw - 1) - 1) // stride + 1
    out = torch.einsum("ok,nkl->nol", weight.reshape(o, -1), cols) + bias.reshape(1, o, 1)
    return out.reshape(n, o, h_out, w_out)
