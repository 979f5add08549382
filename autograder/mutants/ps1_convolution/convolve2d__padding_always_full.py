def convolve2d(image, kernel, padding=0):
    H, W = image.shape
    kh, kw = kernel.shape
    out = torch.zeros(H + kh - 1, W + kw - 1, dtype=image.dtype)
    for i in range(H):
        for j in range(W):
            out[i : i + kh, j : j + kw] += image[i, j] * kernel
    return out
