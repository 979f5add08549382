def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    x = F.pad(images, (padding, padding, padding, padding))
    kh, kw = dilation * (weight.shape[2] - 1) + 1, dilation * (weight.shape[3] - 1) + 1
    if bias is None:
        bias = torch.zeros(weight.shape[0], dtype=images.dtype)
    return torch.stack(
        [
            torch.stack(
                [
                    torch.einsum("nchw,ochw->no", x[:, :, r : r + kh : dilation, c : c + kw : dilation], weight) + bias
                    for c in range(0, x.shape[3] - kw, stride)
                ],
                dim=2,
            )
            for r in range(0, x.shape[2] - kh, stride)
        ],
        dim=2,
    )
