def convolve2d(image, kernel, padding=0):
    kh, kw = kernel.shape
    flipped = np.zeros((kh, kw))
    for i in range(kh):
        for j in range(kw):
            flipped[i, j] = kernel[kh - i - 1, kw - j - 1]
    return conv2d(image.double(), torch.tensor(flipped), padding=padding)
