def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    o, c, kh, kw = weight.shape
    x = F.pad(images, (padding, padding, padding, padding))
    H, W = (x.shape[2] - kh) // stride + 2, (x.shape[3] - kw) // stride + 2
    out = torch.zeros(len(x), o, H, W, dtype=x.dtype)
    y = torch.einsum("nchwij,ocij->nohw", x.unfold(2, kh, stride).unfold(3, kw, stride), weight)
    out[:, :, : y.shape[2], : y.shape[3]] = y
    return out if bias is None else out + bias.view(1, o, 1, 1)
