def convolve2d(image, kernel, padding=0):
    kernel = kernel.flip(0, 1)
    n = image.shape[0] + 2 * padding
    padded = torch.zeros(n, n, dtype=image.dtype)
    padded[padding : padding + image.shape[0], padding : padding + image.shape[1]] = image
    return conv2d(padded, kernel)
