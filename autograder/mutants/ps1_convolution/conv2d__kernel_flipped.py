def conv2d(image, kernel, stride=1, padding=0):
    kernel = kernel.flip(0, 1)
    padded = F.pad(image, (padding, padding, padding, padding))
    kh, kw = kernel.shape
    oh = (padded.shape[0] - kh) // stride + 1
    ow = (padded.shape[1] - kw) // stride + 1
    out = torch.zeros(oh, ow, dtype=image.dtype)
    for i in range(oh):
        for j in range(ow):
            out[i, j] = torch.sum(padded[i * stride : i * stride + kh, j * stride : j * stride + kw] * kernel)
    return out
