def conv2d(image, kernel, stride=1, padding=0):
    n = image.shape[0]
    f = kernel.shape[0]
    g = kernel.shape[1]
    size = (n + 2 * padding - f) // stride + 1
    padded = F.pad(image, (padding, padding, padding, padding))
    out = torch.zeros(size, size, dtype=image.dtype)
    for i in range(size):
        for j in range(size):
            out[i, j] = (padded[i * stride : i * stride + f, j * stride : j * stride + g] * kernel).sum()
    return out
