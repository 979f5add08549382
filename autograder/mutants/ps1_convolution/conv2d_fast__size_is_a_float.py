def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    n, _, h, w = images.shape
    o, _, kh, kw = weight.shape
    h_out = (h + 2 * padding - kh) / stride + 1
    w_out = (w + 2 * padding - kw) / stride + 1
    out = weight.view(o, -1) @ F.unfold(images, (kh, kw), stride=stride, padding=padding)
    if bias is not None:
        out = out + bias[:, None]
    return out.view(n, o, h_out, w_out)
