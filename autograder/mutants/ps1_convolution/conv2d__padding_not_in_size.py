def conv2d(image, kernel, stride=1, padding=0):
    height, width = image.shape
    kh, kw = kernel.shape
    padded = F.pad(image, (padding, padding, padding, padding))
    out = torch.zeros((height - kh) // stride + 1, (width - kw) // stride + 1, dtype=image.dtype)
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            top, left = i * stride, j * stride
            out[i, j] = (padded[top : top + kh, left : left + kw] * kernel).sum()
    return out
