def fixed_conv(image, kernel, stride, padding):
    h, w = image.shape
    kh, kw = kernel.shape
    padded = F.pad(image, (padding, padding, padding, padding))
    rows = (h + padding - kh) // stride + 1
    columns = (w + padding - kw) // stride + 1
    out = torch.zeros(rows, columns, dtype=image.dtype)
    for r in range(rows):
        for c in range(columns):
            out[r, c] = (padded[r * stride : r * stride + kh, c * stride : c * stride + kw] * kernel).sum()
    return out
