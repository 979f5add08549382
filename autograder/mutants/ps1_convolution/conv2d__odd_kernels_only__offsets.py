def conv2d(image, kernel, stride=1, padding=0):
    a, b = kernel.shape[0] // 2, kernel.shape[1] // 2
    h, w = image.shape
    out = torch.zeros(
        (h + 2 * padding - kernel.shape[0]) // stride + 1,
        (w + 2 * padding - kernel.shape[1]) // stride + 1,
        dtype=image.dtype,
    )
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            cy = i * stride + a - padding
            cx = j * stride + b - padding
            for s in range(-a, a + 1):
                for t in range(-b, b + 1):
                    if 0 <= cy + s < h and 0 <= cx + t < w:
                        out[i, j] += kernel[s + a, t + b] * image[cy + s, cx + t]
    return out
