def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    kh, kw = weight.shape[2:]
    x = F.pad(images, (padding, padding, padding, padding))
    windows = x.unfold(2, kh, stride).unfold(3, kw, stride)
    out = (windows.unsqueeze(1) * weight[:, :, None, None]).mean(dim=(-1, -2)).sum(dim=2)
    return out if bias is None else out + bias[:, None, None]
