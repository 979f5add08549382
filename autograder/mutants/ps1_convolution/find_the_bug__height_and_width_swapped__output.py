def fixed_conv(image, kernel, stride, padding):
    padded = F.pad(image, (padding, padding, padding, padding))
    kh, kw = kernel.shape
    rows = (padded.shape[0] - kh) // stride + 1
    columns = (padded.shape[1] - kw) // stride + 1
    out = torch.zeros(columns, rows, dtype=image.dtype)
    for y, r in enumerate(range(0, padded.shape[0] - kh + 1, stride)):
        for x, c in enumerate(range(0, padded.shape[1] - kw + 1, stride)):
            out[x, y] = (padded[r : r + kh, c : c + kw] * kernel).sum()
    return out
