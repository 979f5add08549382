def convolve2d(image, kernel, padding=0):
    torch.flip(kernel, dims=[0, 1])
    return conv2d(image, kernel, 1, padding)
