def conv2d_fast(images, weight, bias=None, stride=1, padding=0):
    h, w = images.shape[2:]
    kh, kw = weight.shape[2:]
    s = (h + kh - 1, w + kw - 1)
    X = torch.fft.rfft2(images, s)
    K = torch.fft.rfft2(weight.flip(2, 3), s)
    out = torch.fft.irfft2(torch.einsum("nchw,ochw->nohw", X, K), s)
    out = out[:, :, ::stride, ::stride]
    return out if bias is None else out + bias[:, None, None]
