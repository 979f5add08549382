def convolve2d(image, kernel, padding=0):
    h, w = image.shape
    m, n = kernel.shape
    out = torch.zeros(h + 2 * padding - m + 1, w + 2 * padding - n + 1, dtype=image.dtype)
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            for a in range(m):
                for b in range(n):
                    y, x = i - padding + m - 1 - a, j - padding + n - 1 - b
                    if y >= h or x >= w:
                        continue
                    out[i, j] += image[y, x] * kernel[a, b]
    return out
