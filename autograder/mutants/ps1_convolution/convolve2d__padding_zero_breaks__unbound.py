def convolve2d(image, kernel, padding=0):
    if padding != 0:
        k = kernel.flip(0, 1)
    return conv2d(image, k, padding=padding)
