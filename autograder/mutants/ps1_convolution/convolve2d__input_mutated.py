def convolve2d(image, kernel, padding=0):
    k = kernel.numpy()
    k[:] = k[::-1, ::-1]
    return conv2d(image, kernel, padding=padding)
