def fixed_conv(image, kernel, stride, padding):
    padded = F.pad(image, (padding, padding, padding, padding))
    kh, kw = kernel.shape
    rows = (padded.shape[0] - kh) // stride + 1
    columns = (padded.shape[1] - kw) // stride + 1
    out = torch.zeros(rows, columns, dtype=image.dtype)
    for r in range(kh // 2, rows - kh // 2):
        for c in range(kw // 2, columns - kw // 2):
            top, left = r * stride, c * stride
            out[r, c] = (padded[top : top + kh, left : left + kw] * kernel).sum()
    return out
