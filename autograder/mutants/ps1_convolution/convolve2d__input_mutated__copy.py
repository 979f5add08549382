def convolve2d(image, kernel, padding=0):
    flipped = kernel
    flipped.copy_(kernel.flip(0, 1))
    return conv2d(image, flipped, 1, padding)
