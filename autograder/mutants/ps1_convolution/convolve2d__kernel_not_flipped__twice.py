def convolve2d(image, kernel, padding=0):
    k = kernel.flip(0).flip(1)
    k = torch.rot90(k, 2)
    return conv2d(image, k, stride=1, padding=padding)
