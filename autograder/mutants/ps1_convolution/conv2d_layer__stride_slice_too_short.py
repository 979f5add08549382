def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    n, c, height, width = images.shape
    o, _, kh, kw = weight.shape
    x = torch.zeros(n, c, height + 2 * padding, width + 2 * padding, dtype=images.dtype)
    x[:, :, padding : padding + height, padding : padding + width] = images
    out_h = (x.shape[2] - dilation * (kh - 1) - 1) // stride + 1
    out_w = (x.shape[3] - dilation * (kw - 1) - 1) // stride + 1
    out = torch.zeros(n, o, out_h, out_w, dtype=images.dtype)
    for a in range(kh):
        for b in range(kw):
            top, left = a * dilation, b * dilation
            shifted = x[:, :, top : top + out_h : stride, left : left + out_w : stride]
            for k in range(o):
                out[:, k] += (shifted * weight[k, :, a, b].reshape(1, c, 1, 1)).sum(1)
    if bias is not None:
        out += bias.reshape(1, o, 1, 1)
    return out
