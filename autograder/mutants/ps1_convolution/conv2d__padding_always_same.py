def conv2d(image, kernel, stride=1, padding=0):
    kh, kw = kernel.shape
    ph, pw = kh // 2, kw // 2
    padded = F.pad(image, (pw, pw, ph, ph))
    oh = (padded.shape[0] - kh) // stride + 1
    ow = (padded.shape[1] - kw) // stride + 1
    out = torch.zeros(oh, ow, dtype=image.dtype)
    for i in range(oh):
        for j in range(ow):
            out[i, j] = (padded[i * stride : i * stride + kh, j * stride : j * stride + kw] * kernel).sum()
    return out
