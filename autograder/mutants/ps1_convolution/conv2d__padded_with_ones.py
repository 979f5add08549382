def conv2d(image, kernel, stride=1, padding=0):
    height, width = image.shape
    kh, kw = kernel.shape
    padded = torch.ones(height + 2 * padding, width + 2 * padding, dtype=image.dtype)
    padded[padding : padding + height, padding : padding + width] = image
    oh = (height + 2 * padding - kh) // stride + 1
    ow = (width + 2 * padding - kw) // stride + 1
    out = torch.zeros(oh, ow, dtype=image.dtype)
    for i in range(oh):
        for j in range(ow):
            out[i, j] = (padded[i * stride : i * stride + kh, j * stride : j * stride + kw] * kernel).sum()
    return out
