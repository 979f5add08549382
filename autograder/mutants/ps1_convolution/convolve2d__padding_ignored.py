def convolve2d(image, kernel, padding=0):
    flipped_kernel = torch.flip(kernel, (0, 1))
    return conv2d(image, flipped_kernel)
