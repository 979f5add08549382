def convolve2d(image, kernel, padding=0):
    flipped = kernel.flip(0, 1)
    padded = torch.zeros(image.shape[0] + 2 * padding, image.shape[1] + 2 * padding, dtype=image.dtype)
    padded[padding:-padding, padding:-padding] = image
    return conv2d(padded, flipped)
