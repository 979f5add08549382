def convolve2d(image, kernel, padding=0):
    return conv2d(image, kernel.flip(0, 1), padding)
