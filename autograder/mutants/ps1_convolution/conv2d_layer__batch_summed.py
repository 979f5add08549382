def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    n, c, h, w = images.shape
    out_ch, _, kh, kw = weight.shape
    padded = F.pad(images, (padding, padding, padding, padding))
    h_out = (h + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    w_out = (w + 2 * padding - dilation * (kw - 1) - 1) // stride + 1
    out = torch.zeros(n, out_ch, h_out, w_out, dtype=images.dtype)
    for o in range(out_ch):
        for i in range(h_out):
            for j in range(w_out):
                top, left = i * stride, j * stride
                window = padded[
                    :,
                    :,
                    top : top + dilation * (kh - 1) + 1 : dilation,
                    left : left + dilation * (kw - 1) + 1 : dilation,
                ]
                out[:, o, i, j] = (window * weight[o]).sum()
        if bias is not None:
            out[:, o] += bias[o]
    return out
