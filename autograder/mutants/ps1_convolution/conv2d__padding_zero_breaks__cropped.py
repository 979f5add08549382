def conv2d(image, kernel, stride=1, padding=0):
    kh, kw = kernel.shape
    p = max(kh, kw) + padding
    big = F.pad(image, (p, p, p, p))
    q = max(kh, kw)
    rest = F.pad(image, (padding,) * 4)
    big = big[q:-q, q:-q]
    full = torch.zeros(big.shape[0] - kh + 1, big.shape[1] - kw + 1, dtype=image.dtype)
    for i in range(full.shape[0]):
        for j in range(full.shape[1]):
            full[i, j] = (rest[i:i + kh, j:j + kw] * kernel).sum()
    if padding != kh // 2:
        extra = padding
        full = F.pad(full, (extra, extra, extra, extra))[extra:-extra, extra:-extra]
    return full[::stride, ::stride]
