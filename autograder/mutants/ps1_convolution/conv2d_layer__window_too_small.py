def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    x = F.pad(images, (padding,) * 4)
    N, C, H, W = x.shape
    O, _, kh, kw = weight.shape
    out_h = (H - dilation * (kh - 1) - 1) // stride + 1
    out_w = (W - dilation * (kw - 1) - 1) // stride + 1
    out = torch.zeros(N, O, out_h, out_w, dtype=x.dtype)
    for i in range(out_h):
        for j in range(out_w):
            top, left = i * stride, j * stride
            window = x[:, :, top : top + dilation * (kh - 1) : dilation, left : left + dilation * (kw - 1) : dilation]
            for o in range(O):
                out[:, o, i, j] = (window * weight[o]).sum(dim=(1, 2, 3))
    if bias is not None:
        out += bias[None, :, None, None]
    return out
