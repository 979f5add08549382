def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    n, _, h, w = images.shape
    c_in, c_out, kh, kw = weight.shape
    x = F.pad(images, (padding, padding, padding, padding))
    ho = (h + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    wo = (w + 2 * padding - dilation * (kw - 1) - 1) // stride + 1
    out = torch.zeros(n, c_out, ho, wo, dtype=images.dtype)
    for i in range(ho):
        for j in range(wo):
            win = x[
                :,
                :,
                i * stride : i * stride + dilation * (kh - 1) + 1 : dilation,
                j * stride : j * stride + dilation * (kw - 1) + 1 : dilation,
            ]
            out[:, :, i, j] = torch.einsum("nixy,ioxy->no", win, weight)
    if bias is not None:
        out += bias.view(1, -1, 1, 1)
    return out
