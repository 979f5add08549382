def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    n, c, h, w = images.shape
    out_channels, _, kh, kw = weight.shape
    padded = torch.zeros(n, c, h + 2 * padding, w + 2 * padding, dtype=images.dtype)
    padded[:, :, padding : padding + h, padding : padding + w] = images
    out_h = (h + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    out_w = (w + 2 * padding - dilation * (kw - 1) - 1) // stride + 1
    out = torch.zeros(n, out_channels, out_h, out_w, dtype=images.dtype)
    for o in range(out_channels):
        for i in range(0, out_h, stride):
            for j in range(0, out_w, stride):
                patch = padded[
                    :, :, i : i + dilation * (kh - 1) + 1 : dilation, j : j + dilation * (kw - 1) + 1 : dilation
                ]
                out[:, o, i, j] = torch.sum(patch * weight[o], dim=(1, 2, 3))
    if bias is not None:
        out = out + bias.view(1, -1, 1, 1)
    return out
