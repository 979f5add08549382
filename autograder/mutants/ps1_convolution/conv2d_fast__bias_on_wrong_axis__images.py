def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    O, C, kh, kw = weight.shape
    N, _, H, W = images.shape
    w_row = weight.reshape(O, -1)
    x_col = F.unfold(images, (kh, kw), padding=padding, stride=stride)
    out = torch.matmul(w_row, x_col)
    if bias is not None:
        out = out + bias.reshape(-1, 1, 1)
    return out.reshape(N, O, (H - kh + 2 * padding) // stride + 1, (W - kw + 2 * padding) // stride + 1)
