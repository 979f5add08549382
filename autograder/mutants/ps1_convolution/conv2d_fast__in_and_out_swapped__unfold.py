def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    N, C, H, W = images.shape
    _, O, kh, kw = weight.shape
    w = weight.transpose(0, 1).reshape(O, -1)
    cols = F.unfold(images, (kh, kw), padding=padding, stride=stride)
    out = w @ cols
    if bias is not None:
        out = out + bias.view(1, -1, 1)
    return out.view(N, O, (H + 2 * padding - kh) // stride + 1, (W + 2 * padding - kw) // stride + 1)
