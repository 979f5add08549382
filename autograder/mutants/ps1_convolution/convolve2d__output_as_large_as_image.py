def convolve2d(image, kernel, padding=0):
    flipped = torch.flip(kernel, dims=(0, 1))
    padded = F.pad(image, (padding, padding, padding, padding))
    out = torch.zeros_like(image)
    kh, kw = flipped.shape
    for i in range(padded.shape[0] - kh + 1):
        for j in range(padded.shape[1] - kw + 1):
            out[i, j] = (padded[i : i + kh, j : j + kw] * flipped).sum()
    return out
