def conv2d(image, kernel, stride=1, padding=0):
    p = F.pad(image, (padding, padding, padding, padding))
    kh, kw = kernel.shape
    return [
        [(p[i : i + kh, j : j + kw] * kernel).sum() for j in range(0, p.shape[1] - kw + 1, stride)]
        for i in range(0, p.shape[0] - kh + 1, stride)
    ]
