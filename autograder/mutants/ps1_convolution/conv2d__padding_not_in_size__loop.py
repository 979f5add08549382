def conv2d(image, kernel, stride=1, padding=0):
    M, N = image.shape
    m, n = kernel.shape
    img = np.pad(np.asarray(image), padding)
    y = np.zeros((int((M - m + 2 * padding) / stride) + 1, int((N - n + 2 * padding) / stride) + 1), dtype=img.dtype)
    for i in range(0, M - m + 1, stride):
        for j in range(0, N - n + 1, stride):
            y[i // stride, j // stride] = (img[i : i + m, j : j + n] * np.asarray(kernel)).sum()
    return torch.from_numpy(y)
