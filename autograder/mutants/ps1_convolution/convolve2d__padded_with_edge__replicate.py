def convolve2d(image, kernel, padding=0):
    p = (padding, padding, padding, padding)
    padded = F.pad(image.unsqueeze(0), p, mode="replicate").squeeze(0)
    return conv2d(padded, kernel.flip([0, 1]), padding=0)
