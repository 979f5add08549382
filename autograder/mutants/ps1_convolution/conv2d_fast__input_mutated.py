def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    n, _, h, w = images.shape
    o, _, kh, kw = weight.shape
    out = weight.reshape(o, -1) @ F.unfold(images, (kh, kw), stride=stride, padding=padding)
    out = out.view(n, o, (h + 2 * padding - kh) // stride + 1, (w + 2 * padding - kw) // stride + 1)
    if bias is not None:
        bias.unsqueeze_(-1).unsqueeze_(-1)
        out += bias
    return out
