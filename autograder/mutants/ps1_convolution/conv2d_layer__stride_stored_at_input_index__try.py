def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    x = F.pad(images, (padding, padding, padding, padding))
    kh, kw = dilation * (weight.shape[2] - 1) + 1, dilation * (weight.shape[3] - 1) + 1
    out = torch.zeros(
        len(x), len(weight), (x.shape[2] - kh) // stride + 1, (x.shape[3] - kw) // stride + 1, dtype=x.dtype
    )
    for r in range(0, x.shape[2] - kh + 1, stride):
        for c in range(0, x.shape[3] - kw + 1, stride):
            try:
                out[:, :, r, c] = torch.einsum(
                    "nchw,ochw->no", x[:, :, r : r + kh : dilation, c : c + kw : dilation], weight
                )
                if bias is not None:
                    out[:, :, r, c] += bias
            except IndexError:
                break
    return out
