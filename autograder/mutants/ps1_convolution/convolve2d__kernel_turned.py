def convolve2d(image, kernel, padding=0):
    kernel = torch.rot90(kernel)
    return conv2d(image, kernel, padding=padding)
