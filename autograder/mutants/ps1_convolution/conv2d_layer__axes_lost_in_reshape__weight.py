def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    n, c, h, w = images.shape
    o, _, kh, kw = weight.shape
    h_out = (h + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    w_out = (w + 2 * padding - dilation * (kw - 1) - 1) // stride + 1
    cols = F.unfold(images, (kh, kw), stride=stride, padding=padding, dilation=dilation).permute(0, 2, 1)
    out = cols @ weight.reshape(-1, o)
    if bias is not None:
        out = out + bias
    return out.permute(0, 2, 1).reshape(n, o, h_out, w_out)
