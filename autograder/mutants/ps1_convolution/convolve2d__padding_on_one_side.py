def convolve2d(image, kernel, padding=0):
    padded = F.pad(image, (padding, 0, padding, 0))
    return conv2d(padded, kernel.flip(0, 1))
