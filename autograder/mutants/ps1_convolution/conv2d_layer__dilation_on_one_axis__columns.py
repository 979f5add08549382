def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    N, C, H, W = images.shape
    O, _, kh, kw = weight.shape
    H_out = (H + 2 * padding - (kh - 1) - 1) // stride + 1
    W_out = (W + 2 * padding - dilation * (kw - 1) - 1) // stride + 1
    cols = F.unfold(images, (kh, kw), dilation=(1, dilation), padding=padding, stride=stride)
    out = (weight.view(O, -1) @ cols).view(N, O, H_out, W_out)
    if bias is not None:
        out = out + bias.view(1, -1, 1, 1)
    return out
