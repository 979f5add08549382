def conv2d(image, kernel, stride=1, padding=0):
    kh, kw = kernel.shape
    padded = F.pad(image, (padding, padding, padding, padding))
    oh = (padded.shape[0] - kh) // stride + 1
    ow = (padded.shape[1] - kw) // stride + 1
    dh, dw = kh // 2, kw // 2
    out = torch.zeros(max(oh - 2 * dh, 0), max(ow - 2 * dw, 0), dtype=image.dtype)
    for i in range(dh, oh - dh):
        for j in range(dw, ow - dw):
            window = padded[i * stride : i * stride + kh, j * stride : j * stride + kw]
            out[i - dh, j - dw] = (window * kernel).sum()
    return out
