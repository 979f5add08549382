def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    # scatter every pixel into the output, like the bell of section 1
    N, C, H, W = images.shape
    O, _, kh, kw = weight.shape
    full = torch.zeros(N, O, H + dilation * (kh - 1), W + dilation * (kw - 1), dtype=images.dtype)
    for a in range(kh):
        for b in range(kw):
            y, x = (kh - 1 - a) * dilation, (kw - 1 - b) * dilation
            full[:, :, y : y + H, x : x + W] += torch.einsum("nchw,oc->nohw", images, weight[:, :, a, b])
    out = full[:, :, ::stride, ::stride]
    if bias is not None:
        out = out + bias.view(1, O, 1, 1)
    return out
