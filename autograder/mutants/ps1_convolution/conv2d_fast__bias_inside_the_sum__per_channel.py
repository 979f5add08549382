def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    N, C, H, W = images.shape
    O, _, kh, kw = weight.shape
    out = 0
    for c in range(C):
        cols = F.unfold(images[:, c : c + 1], (kh, kw), stride=stride, padding=padding)
        part = weight[:, c].reshape(O, -1) @ cols
        out = out + (part if bias is None else part + bias[:, None])
    return out.reshape(N, O, (H + 2 * padding - kh) // stride + 1, -1)
