def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    x = F.pad(images, (padding, padding, padding, padding)).contiguous()
    n, c, h, w = x.shape
    o, _, kh, kw = weight.shape
    a, b, d, e = x.stride()
    win = torch.as_strided(
        x, (n, c, (h - kh) // stride + 1, (w - kw) // stride + 1, kh, kw), (a, b, d * stride, e, d, e)
    )
    out = torch.einsum("nchwij,ocij->nohw", win, weight)
    return out if bias is None else out + bias.view(-1, 1, 1)
