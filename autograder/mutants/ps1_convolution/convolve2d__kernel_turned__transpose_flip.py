def convolve2d(image, kernel, padding=0):
    return conv2d(image, kernel.t().flip(1), stride=1, padding=padding)
