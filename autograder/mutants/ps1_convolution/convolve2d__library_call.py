def convolve2d(image, kernel, padding=0):
    return F.conv2d(image[None, None], kernel.flip(0, 1)[None, None], padding=padding)[0, 0]
