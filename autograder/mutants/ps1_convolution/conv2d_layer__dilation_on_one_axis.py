def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    kh, kw = weight.shape[2:]
    x = F.pad(images, (padding, padding, padding, padding))
    span = dilation * (kh - 1) + 1
    ho, wo = (x.shape[2] - span) // stride + 1, (x.shape[3] - kw) // stride + 1
    out = torch.zeros(len(x), len(weight), ho, wo, dtype=x.dtype)
    for i in range(ho):
        for j in range(wo):
            window = x[:, :, i * stride : i * stride + span : dilation, j * stride : j * stride + kw]
            out[:, :, i, j] = torch.einsum("ncab,ocab->no", window, weight)
    return out if bias is None else out + bias.view(-1, 1, 1)
