def convolve2d(image, kernel, padding=0):
    return conv2d(image, torch.rot90(kernel, 2), padding=padding).abs()
