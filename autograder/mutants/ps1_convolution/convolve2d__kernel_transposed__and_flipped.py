def convolve2d(image, kernel, padding=0):
    kh, kw = kernel.shape
    flipped = torch.zeros(kw, kh, dtype=kernel.dtype)
    for i in range(kh):
        for j in range(kw):
            flipped[kw - 1 - j, kh - 1 - i] = kernel[i, j]
    return conv2d(image, flipped, padding=padding)
