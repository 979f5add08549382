def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    # one loop less: a whole row of the output at a time
    o, c, kh, kw = weight.shape
    x = F.pad(images, (padding, padding, padding, padding))
    H, W = (x.shape[2] - kh) // stride + 1, (x.shape[3] - kw) // stride + 1
    rows = []
    for i in range(H):
        strip = x[:, :, i * stride : i * stride + kh]
        windows = strip.unfold(3, kw, stride)  # n c kh W kw
        rows.append(torch.einsum("ncawb,ocab->now", windows, weight))
    out = torch.stack(rows, dim=2)
    if bias is not None:
        out = out + bias[:, None, None]
    return out
