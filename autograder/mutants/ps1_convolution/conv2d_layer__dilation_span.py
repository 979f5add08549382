def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    x = F.pad(images, (padding, padding, padding, padding))
    n, c, h, w = x.shape
    o, _, kh, kw = weight.shape
    span_h, span_w = dilation * kh, dilation * kw
    out = torch.zeros(n, o, (h - span_h) // stride + 1, (w - span_w) // stride + 1, dtype=x.dtype)
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            r, s = i * stride, j * stride
            out[:, :, i, j] = torch.einsum(
                "ncab,ocab->no", x[:, :, r : r + span_h : dilation, s : s + span_w : dilation], weight
            )
    if bias is not None:
        out = out + bias.reshape(-1, 1, 1)
    return out
