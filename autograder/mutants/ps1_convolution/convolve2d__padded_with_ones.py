def convolve2d(image, kernel, padding=0):
    h, w = image.shape
    padded = image.new_ones((h + 2 * padding, w + 2 * padding))
    padded[padding : h + padding, padding : w + padding] = image
    return conv2d(padded, kernel.flip(0, 1))
