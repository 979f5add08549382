def convolve2d(image, kernel, padding=0):
    k = len(kernel)
    flipped = torch.zeros(k, k, dtype=kernel.dtype)
    for i in range(k):
        for j in range(k):
            flipped[i, j] = kernel[k - 1 - i, k - 1 - j]
    return conv2d(image, flipped, padding=padding)
