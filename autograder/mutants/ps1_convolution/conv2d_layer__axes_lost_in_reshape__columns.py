def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    N, C, H, W = images.shape
    O, _, kh, kw = weight.shape
    cols = F.unfold(images, (kh, kw), dilation, padding, stride)
    L = cols.shape[-1]
    out = cols.view(N, L, C * kh * kw) @ weight.view(O, -1).T
    out = out.transpose(1, 2)
    if bias is not None:
        out = out + bias[None, :, None]
    return out.reshape(N, O, (H + 2 * padding - dilation * (kh - 1) - 1) // stride + 1, -1)
