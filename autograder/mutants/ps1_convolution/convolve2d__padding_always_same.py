def convolve2d(image, kernel, padding=0):
    ph, pw = kernel.shape[0] // 2, kernel.shape[1] // 2
    padded = F.pad(image, (pw, pw, ph, ph))
    return conv2d(padded, kernel.flip(0, 1))
