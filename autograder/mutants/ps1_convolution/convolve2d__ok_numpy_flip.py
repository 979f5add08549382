def convolve2d(image, kernel, padding=0):
    k = torch.tensor(np.flipud(np.fliplr(kernel.numpy())).copy())
    return conv2d(image, k, 1, padding)
