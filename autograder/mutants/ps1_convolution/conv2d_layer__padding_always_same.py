def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    o, c, kh, kw = weight.shape
    # keep the size
    images = F.pad(images, (kw // 2, kw // 2, kh // 2, kh // 2))
    h = (images.shape[2] - dilation * (kh - 1) - 1) // stride + 1
    w = (images.shape[3] - dilation * (kw - 1) - 1) // stride + 1
    out = torch.zeros(len(images), o, h, w, dtype=images.dtype)
    for i in range(h):
        for j in range(w):
            window = images[:, :, i * stride :, j * stride :][:, :, ::dilation, ::dilation][:, :, :kh, :kw]
            out[:, :, i, j] = torch.einsum("nchw,ochw->no", window, weight)
    if bias is not None:
        out = out + bias.view(1, o, 1, 1)
    return out
