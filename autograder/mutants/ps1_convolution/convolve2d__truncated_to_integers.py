def convolve2d(image, kernel, padding=0):
    result = conv2d(image, kernel.flip(0, 1), padding=padding)
    return result.int().to(image.dtype)
