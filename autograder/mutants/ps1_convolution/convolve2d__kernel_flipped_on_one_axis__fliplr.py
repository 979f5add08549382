def convolve2d(image, kernel, padding=0):
    kernel = torch.fliplr(kernel)
    return conv2d(image, kernel, padding=padding)
