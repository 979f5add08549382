def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    x = F.pad(images, (padding, padding, padding, padding))
    kh, kw = [dilation * (k - 1) + 1 for k in weight.shape[2:]]
    H, W = x.shape[2] - kh + 1, x.shape[3] - kw + 1
    out = torch.zeros(x.shape[0], weight.shape[0], H, W, dtype=x.dtype)
    for i in range(H):
        for j in range(W):
            out[:, :, i, j] = torch.einsum(
                "nchw,ochw->no", x[:, :, i : i + kh : dilation, j : j + kw : dilation], weight
            )
    if bias is not None:
        out = out + bias[:, None, None]
    return out
