def convolve2d(image, kernel, padding=0):
    k = torch.flip(kernel, (0, 1))
    return conv2d(image, k, padding=padding).numpy()
