def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    N, C, H, W = images.shape
    O, C, kh, kw = weight.shape
    x = F.pad(images, (padding, padding, padding, padding))
    H_out = (H + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    W_out = (W + 2 * padding - dilation * (kw - 1) - 1) // stride + 1
    out = torch.zeros(N, O, H_out, W_out, dtype=images.dtype)
    for i in range(H_out):
        for j in range(W_out):
            region = x[:, :, i * stride : i * stride + kh, j * stride : j * stride + kw]
            out[:, :, i, j] = torch.tensordot(region, weight, dims=([1, 2, 3], [1, 2, 3]))
    if bias is not None:
        out = out + bias.view(1, O, 1, 1)
    return out
