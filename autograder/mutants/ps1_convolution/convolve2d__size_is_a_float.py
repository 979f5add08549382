def convolve2d(image, kernel, padding=0):
    kh, kw = kernel.shape
    flipped = kernel.clone()
    for i in range(kh):
        for j in range(kw):
            flipped[i, j] = kernel[kh - 1 - i, kw - 1 - j]
    x = F.pad(image, (padding, padding, padding, padding))
    out = torch.zeros((x.shape[0] - kh) / 1 + 1, (x.shape[1] - kw) / 1 + 1, dtype=image.dtype)
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = (x[i : i + kh, j : j + kw] * flipped).sum()
    return out
