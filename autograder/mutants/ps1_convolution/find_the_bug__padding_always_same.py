def fixed_conv(image, kernel, stride, padding):
    kh, kw = kernel.shape
    padding = (kh // 2, kw // 2)
    padded = F.pad(image, (padding[1], padding[1], padding[0], padding[0]))
    rows = (padded.shape[0] - kh) // stride + 1
    columns = (padded.shape[1] - kw) // stride + 1
    out = torch.zeros(rows, columns, dtype=image.dtype)
    for r in range(rows):
        for c in range(columns):
            out[r, c] = (padded[r * stride : r * stride + kh, c * stride : c * stride + kw] * kernel).sum()
    return out
