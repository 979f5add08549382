def convolve2d(image, kernel, padding=0):
    image = F.pad(image, (padding, padding))
    return conv2d(image, torch.rot90(kernel, 2))
