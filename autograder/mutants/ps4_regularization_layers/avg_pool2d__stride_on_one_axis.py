def avg_pool2d(x, kernel, stride=None, padding=0):
    stride = stride or kernel
    x = F.pad(x, (padding,) * 4)
    rows = []
    for top in range(0, x.shape[2] - kernel + 1):
        row = []
        for left in range(0, x.shape[3] - kernel + 1, stride):
            row.append(x[:, :, top : top + kernel, left : left + kernel].mean((2, 3)))
        rows.append(torch.stack(row, -1))
    return torch.stack(rows, -2)
