def convolve2d(image, kernel, padding=0):
    kernel = torch.flip(kernel, (0, 1))
    image = F.pad(image, (padding, padding, padding, padding))
    m, n = kernel.shape
    out = torch.zeros(image.shape[0] - m + 1, image.shape[1] - n + 1, dtype=image.dtype)
    for u in range(m):
        for v in range(n):
            out = kernel[u, v] * image[u : u + out.shape[0], v : v + out.shape[1]]
    return out
