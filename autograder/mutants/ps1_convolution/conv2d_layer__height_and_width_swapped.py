def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    n, c, w, h = images.shape
    o, _, kh, kw = weight.shape
    x = F.pad(images, (padding, padding, padding, padding))
    h_out = (h + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    w_out = (w + 2 * padding - dilation * (kw - 1) - 1) // stride + 1
    out = torch.zeros(n, o, h_out, w_out, dtype=images.dtype)
    for i in range(h_out):
        for j in range(w_out):
            window = x[
                :,
                :,
                i * stride : i * stride + dilation * (kh - 1) + 1 : dilation,
                j * stride : j * stride + dilation * (kw - 1) + 1 : dilation,
            ]
            if window.shape[2:] == weight.shape[2:]:
                out[:, :, i, j] = torch.einsum("nchw,ochw->no", window, weight)
    if bias is not None:
        out = out + bias.view(1, o, 1, 1)
    return out
