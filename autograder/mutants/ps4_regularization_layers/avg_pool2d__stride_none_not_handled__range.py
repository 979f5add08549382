def avg_pool2d(x, kernel, stride=None, padding=0):
    padded = F.pad(x, (padding,) * 4)
    rows = []
    for i in range(0, padded.shape[2] - kernel + 1, stride):
        row = []
        for j in range(0, padded.shape[3] - kernel + 1, stride):
            row.append(padded[:, :, i : i + kernel, j : j + kernel].mean(dim=(2, 3)))
        rows.append(torch.stack(row, dim=2))
    return torch.stack(rows, dim=2)
