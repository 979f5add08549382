def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    N, C, H, W = images.shape
    F_, _, HH, WW = weight.shape
    H_out, W_out = (H + 2 * padding - HH) // stride + 1, (W + 2 * padding - WW) // stride + 1
    cols = F.unfold(images, (HH, WW), padding=padding, stride=stride)
    cols = cols.permute(1, 0, 2).reshape(C * HH * WW, N * H_out * W_out)
    out = weight.reshape(F_, -1) @ cols
    if bias is not None:
        out = out + bias.reshape(-1, 1)
    return out.reshape(N, F_, H_out, W_out)
