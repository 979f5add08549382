def convolve2d(image, kernel, padding=0):
    k = torch.flip(kernel, dims=(0, 1))
    kh, kw = k.shape
    out = torch.zeros(image.shape[0] + 2 * padding - kh + 1, image.shape[1] + 2 * padding - kw + 1, dtype=image.dtype)
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = (image[i : i + kh, j : j + kw] * k).sum()
    return out
