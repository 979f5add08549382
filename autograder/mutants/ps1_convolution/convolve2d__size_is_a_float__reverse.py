def convolve2d(image, kernel, padding=0):
    k = kernel.clone()
    for i in range(k.shape[0] / 2):
        k[i], k[-1 - i] = kernel[-1 - i], kernel[i]
    return conv2d(image, k.fliplr(), padding=padding)
