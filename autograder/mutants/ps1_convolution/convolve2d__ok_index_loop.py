def convolve2d(image, kernel, padding=0):
    kh, kw = kernel.shape
    flipped = torch.zeros_like(kernel)
    for a in range(kh):
        for b in range(kw):
            flipped[a, b] = kernel[kh - 1 - a, kw - 1 - b]
    return conv2d(image, flipped, padding=padding)
