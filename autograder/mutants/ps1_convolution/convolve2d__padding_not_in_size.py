def convolve2d(image, kernel, padding=0):
    h, w = image.shape
    kh, kw = kernel.shape
    kernel = kernel.flip(0, 1)
    padded = F.pad(image, (padding, padding, padding, padding))
    out = torch.zeros(h - kh + 1, w - kw + 1, dtype=image.dtype)
    for i in range(h - kh + 1):
        for j in range(w - kw + 1):
            out[i, j] = (padded[i : i + kh, j : j + kw] * kernel).sum()
    return out
