def conv2d(image, kernel, stride=1, padding=0):
    H, W = image.shape
    kh, kw = kernel.shape
    out = torch.zeros((H + 2 * padding - kh) // stride + 1, (W + 2 * padding - kw) // stride + 1, dtype=image.dtype)
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            for a in range(kh):
                for b in range(kw):
                    out[i, j] += image[(i * stride + a - padding) % H, (j * stride + b - padding) % W] * kernel[a, b]
    return out
