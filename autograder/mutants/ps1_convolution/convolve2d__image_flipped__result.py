def convolve2d(image, kernel, padding=0):
    result = conv2d(image, kernel, padding=padding)
    return result.flip(0, 1)
