def convolve2d(image, kernel, padding=0):
    flipped = torch.zeros(3, 3, dtype=kernel.dtype)
    for i in range(3):
        for j in range(3):
            flipped[i, j] = kernel[2 - i, 2 - j]
    return conv2d(image, flipped, padding=padding)
