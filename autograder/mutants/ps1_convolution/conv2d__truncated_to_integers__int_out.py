def conv2d(image, kernel, stride=1, padding=0):
    padded = F.pad(image, (padding, padding, padding, padding))
    kh, kw = kernel.shape
    out = torch.zeros((padded.shape[0] - kh) // stride + 1, (padded.shape[1] - kw) // stride + 1, dtype=torch.long)
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = (padded[i * stride : i * stride + kh, j * stride : j * stride + kw] * kernel).sum()
    return out
