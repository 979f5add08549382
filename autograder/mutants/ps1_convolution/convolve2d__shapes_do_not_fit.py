def convolve2d(image, kernel, padding=0):
    k = kernel.flip(0, 1)
    kh, kw = k.shape
    x = F.pad(image, (padding, padding, padding, padding))
    out = torch.zeros(x.shape[0] - kh + 1, x.shape[1] - kw + 1, dtype=x.dtype)
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = x[i : i + kh, j : j + kw] * k
    return out
