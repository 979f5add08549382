def convolve2d(image, kernel, padding=0):
    kernel = np.flipud(np.fliplr(kernel.numpy()))
    img = np.pad(image.numpy(), padding)
    m, n = kernel.shape
    out = np.zeros((img.shape[0] - m + 1, img.shape[1] - n + 1), dtype=img.dtype)
    for i in range(m // 2, out.shape[0] - m // 2):
        for j in range(n // 2, out.shape[1] - n // 2):
            out[i, j] = (kernel * img[i : i + m, j : j + n]).sum()
    return torch.from_numpy(out)
