def convolve2d(image, kernel, padding=0):
    return conv2d(image, kernel.T, padding=padding)
