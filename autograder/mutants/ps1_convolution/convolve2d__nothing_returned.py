def convolve2d(image, kernel, padding=0):
    flipped = kernel.flip(0, 1)
    result = conv2d(image, flipped, padding=padding)
