def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    x = F.pad(images, (padding, padding, padding, padding))
    N, C, H, W = x.shape
    O, _, kh, kw = weight.shape
    sh, sw = dilation * (kh - 1) + 1, dilation * (kw - 1) + 1
    out = torch.zeros(N, O, (H - sh) // stride + 2, (W - sw) // stride + 2, dtype=x.dtype)
    for i in range(0, H - sh + 1, stride):
        for j in range(0, W - sw + 1, stride):
            window = x[:, :, i : i + sh : dilation, j : j + sw : dilation]
            out[:, :, i // stride, j // stride] = torch.einsum("nchw,ochw->no", window, weight)
            if bias is not None:
                out[:, :, i // stride, j // stride] += bias
    return out
