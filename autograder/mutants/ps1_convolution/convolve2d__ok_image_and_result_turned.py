def convolve2d(image, kernel, padding=0):
    # turn the image round, correlate, turn the result back
    return conv2d(image.flip(0, 1), kernel, padding=padding).flip(0, 1)
