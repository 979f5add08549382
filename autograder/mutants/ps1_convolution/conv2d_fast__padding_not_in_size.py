def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    N, C, H, W = images.shape
    O, _, kh, kw = weight.shape
    x = F.pad(images, (padding, padding, padding, padding))
    i = torch.arange(0, H - kh + 1, stride)[:, None, None, None] + torch.arange(kh)[:, None]
    j = torch.arange(0, W - kw + 1, stride)[:, None, None] + torch.arange(kw)
    out = torch.einsum("nchwab,ocab->nohw", x[:, :, i, j], weight)
    if bias is not None:
        out = out + bias.view(1, O, 1, 1)
    return out
