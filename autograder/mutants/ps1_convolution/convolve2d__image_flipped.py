def convolve2d(image, kernel, padding=0):
    flipped = torch.flip(image, [0, 1])
    return conv2d(flipped, kernel, padding=padding)
