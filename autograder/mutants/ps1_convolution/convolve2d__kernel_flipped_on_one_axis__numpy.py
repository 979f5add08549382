def convolve2d(image, kernel, padding=0):
    k = torch.from_numpy(kernel.numpy()[::-1].copy())
    return conv2d(image, k, 1, padding)
