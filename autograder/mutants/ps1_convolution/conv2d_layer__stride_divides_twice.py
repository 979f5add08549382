def conv2d_layer(images, weight, bias=None, stride=1, padding=0, dilation=1):
    x = F.pad(images, (padding, padding, padding, padding))
    kh, kw = dilation * (weight.shape[2] - 1) + 1, dilation * (weight.shape[3] - 1) + 1
    h_out = (x.shape[2] - kh) // stride + 1
    w_out = (x.shape[3] - kw) // stride + 1
    rows = []
    for i in range(0, h_out, stride):
        row = []
        for j in range(0, w_out, stride):
            window = x[:, :, i : i + kh : dilation, j : j + kw : dilation]
            value = torch.einsum("nchw,ochw->no", window, weight)
            row.append(value if bias is None else value + bias)
        rows.append(torch.stack(row, -1))
    return torch.stack(rows, -2)
