def convolve2d(image, kernel, padding=0):
    kh, kw = kernel.shape
    flipped = torch.zeros_like(kernel)
    for a in range(kh, 0):
        for b in range(kw, 0):
            flipped[kh - a, kw - b] = kernel[a, b]
    return conv2d(image, flipped, padding=padding)
