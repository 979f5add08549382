def conv2d(image, kernel, stride=1, padding=0):
    kh, kw = kernel.shape
    padded = F.pad(image, (kw - 1, kw - 1, kh - 1, kh - 1))
    out = torch.zeros((padded.shape[0] - kh) // stride + 1, (padded.shape[1] - kw) // stride + 1, dtype=image.dtype)
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = (padded[i * stride : i * stride + kh, j * stride : j * stride + kw] * kernel).sum()
    return out
