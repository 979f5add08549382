def conv2d(image, kernel, stride=1, padding=0):
    padded = F.pad(image, (padding, padding, padding, padding))
    kh, kw = kernel.shape
    rows = (padded.shape[0] - kh) // stride + 1
    cols = (padded.shape[1] - kw) // stride + 1
    out = torch.zeros(rows + 1, cols + 1, dtype=image.dtype)
    for i in range(rows + 1):
        for j in range(cols + 1):
            for a in range(kh):
                for b in range(kw):
                    out[i, j] += padded[i * stride + a, j * stride + b] * kernel[a, b]
    return out
