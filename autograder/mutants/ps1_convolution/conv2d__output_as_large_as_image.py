def conv2d(image, kernel, stride=1, padding=0):
    x = F.pad(image, (padding,) * 4)
    kh, kw = kernel.shape
    out = torch.zeros(image.shape)
    for r in range(0, x.shape[0] - kh + 1, stride):
        for c in range(0, x.shape[1] - kw + 1, stride):
            out[r, c] = (x[r:r + kh, c:c + kw] * kernel).sum()
    return out
