def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    n = images.shape[0]
    o, c, kh, kw = weight.shape
    x = F.pad(images, (padding, padding, padding, padding))
    size = (images.shape[2] + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    out = torch.zeros(n, o, size, size, dtype=images.dtype)
    for i in range(size):
        for j in range(size):
            top, left = i * stride, j * stride
            window = x[
                :, :, top : top + dilation * (kh - 1) + 1 : dilation, left : left + dilation * (kw - 1) + 1 : dilation
            ]
            out[:, :, i, j] = torch.einsum("nchw,ochw->no", window, weight)
    return out if bias is None else out + bias.view(1, -1, 1, 1)
