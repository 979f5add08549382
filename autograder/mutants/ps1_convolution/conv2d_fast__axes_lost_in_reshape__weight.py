def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    N, C, H, W = images.shape
    O, C, kh, kw = weight.shape
    inp_unf = F.unfold(images, (kh, kw), stride=stride, padding=padding)
    out = inp_unf.transpose(1, 2).matmul(weight.view(C * kh * kw, O)).transpose(1, 2)
    if bias is not None:
        out = out + bias.view(1, O, 1)
    return out.reshape(N, O, (H + 2 * padding - kh) // stride + 1, (W + 2 * padding - kw) // stride + 1)
