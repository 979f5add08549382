def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    x = F.pad(images, (padding, padding))
    o, c, kh, kw = weight.shape
    sh, sw = dilation * (kh - 1) + 1, dilation * (kw - 1) + 1
    h_out = (x.shape[2] - sh) // stride + 1
    w_out = (x.shape[3] - sw) // stride + 1
    out = torch.zeros(x.shape[0], o, h_out, w_out, dtype=x.dtype)
    for i in range(h_out):
        for j in range(w_out):
            out[:, :, i, j] = torch.einsum(
                "nchw,ochw->no",
                x[:, :, i * stride : i * stride + sh : dilation, j * stride : j * stride + sw : dilation],
                weight,
            )
    if bias is not None:
        out += bias.view(-1, 1, 1)
    return out
