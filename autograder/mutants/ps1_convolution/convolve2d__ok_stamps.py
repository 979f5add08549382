def convolve2d(image, kernel, padding=0):
    # every pixel leaves its own copy of the kernel
    kh, kw = kernel.shape
    x = F.pad(image, (padding,) * 4)
    full = torch.zeros(x.shape[0] + kh - 1, x.shape[1] + kw - 1, dtype=image.dtype)
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            full[i : i + kh, j : j + kw] += x[i, j] * kernel
    return full[kh - 1 : x.shape[0], kw - 1 : x.shape[1]]
