def convolve2d(image, kernel, padding=0):
    image = torch.rot90(image, 2)
    kernel = torch.rot90(kernel, 2)
    return conv2d(image, kernel, stride=1, padding=padding)
