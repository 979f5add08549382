def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    x = F.pad(images, (padding, padding, padding, padding)).contiguous()
    n, c, h, w = x.shape
    o, _, kh, kw = weight.shape
    oh, ow = (h - kh) // stride + 1, (w - kw) // stride + 1
    sn, sc, sh, sw = x.stride()
    windows = x.as_strided((n, c, oh, ow, kh, kw), (sn, sc, sh * stride, sw * stride, sh, sw))
    out = torch.tensordot(windows, weight, dims=([1, 4, 5], [1, 2, 3])).permute(0, 3, 1, 2)
    if bias is None:
        return out
    return out + bias[:, None, None]
