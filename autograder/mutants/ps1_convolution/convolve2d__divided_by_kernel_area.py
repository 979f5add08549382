def convolve2d(image, kernel, padding=0):
    kernel = kernel.flip(0, 1) / kernel.numel()
    return conv2d(image, kernel, padding=padding)
