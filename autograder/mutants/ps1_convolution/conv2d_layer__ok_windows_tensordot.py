def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    if bias is None:
        bias = torch.zeros(len(weight), dtype=images.dtype)
    p, (sh, sw) = padding, [dilation * (k - 1) + 1 for k in weight.shape[2:]]
    x = F.pad(images, [p, p, p, p])
    rows = []
    for top in range(0, x.shape[2] - sh + 1, stride):
        row = []
        for left in range(0, x.shape[3] - sw + 1, stride):
            window = x[:, :, top : top + sh, left : left + sw][..., ::dilation, ::dilation]
            row.append(torch.tensordot(window, weight, dims=([1, 2, 3], [1, 2, 3])) + bias)
        rows.append(torch.stack(row, dim=-1))
    return torch.stack(rows, dim=-2)
