def conv2d(image, kernel, stride=1, padding=0):
    padded = F.pad(image, (padding, padding, padding, padding))
    kh, kw = kernel.shape
    out_h = (padded.shape[0] - kh) // stride + 1
    out_w = (padded.shape[1] - kw) // stride + 1
    out = torch.zeros(out_h, out_w, dtype=image.dtype)
    for i in range(0, padded.shape[0] - kh + 1, stride):
        for j in range(0, padded.shape[1] - kw + 1, stride):
            out[i, j] = torch.sum(padded[i : i + kh, j : j + kw] * kernel)
    return out
