def conv2d(image, kernel, stride=1, padding=0):
    p = F.pad(image, (padding, padding, padding, padding))
    kh, kw = kernel.shape
    out = torch.zeros((p.shape[0] - kh) // 2 + 1, (p.shape[1] - kw) // 2 + 1, dtype=image.dtype)
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = (p[2 * i : 2 * i + kh, 2 * j : 2 * j + kw] * kernel).sum()
    return out
