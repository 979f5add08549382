def conv2d(image, kernel, stride=1, padding=0):
    kh, kw = kernel.shape
    padded = F.pad(image, (padding, padding, padding, padding))
    oh = (padded.shape[0] - kh) // stride + 1
    ow = (padded.shape[1] - kw) // stride + 1
    out = torch.zeros((oh, ow), dtype=image.dtype)
    for i in range(oh):
        start = 0
        for j in range(ow):
            out[i, j] = torch.sum(padded[i : i + kh, start : start + kw] * kernel)
            start += stride
    return out
