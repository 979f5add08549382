def conv2d(image, kernel, stride=1, padding=0):
    padded = F.pad(image, (padding, padding, padding, padding))
    kh, kw = kernel.shape
    n_rows = (padded.shape[0] - kh) // stride + 1
    n_cols = (padded.shape[1] - kw) // stride + 1
    rows = []
    for i in range(0, n_rows, stride):
        row = []
        for j in range(0, n_cols, stride):
            row.append(torch.sum(padded[i * stride : i * stride + kh, j * stride : j * stride + kw] * kernel))
        rows.append(torch.stack(row))
    return torch.stack(rows)
