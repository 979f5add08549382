def conv2d(image, kernel, stride=1, padding=0):
    padded = image if padding == 0 else F.pad(image, (padding,) * 4)
    kh, kw = kernel.shape
    oh = (padded.shape[0] - kh) // stride + 1
    ow = (padded.shape[1] - kw) // stride + 1
    out = torch.zeros(oh, ow, dtype=image.dtype)
    for i in range(oh):
        for j in range(ow):
            out[i, j] = (padded[i * stride : i * stride + kh, j * stride : j * stride + kw] * kernel).sum()
    kernel /= kernel.abs().sum()
    return out
