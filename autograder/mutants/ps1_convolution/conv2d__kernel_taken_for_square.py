def conv2d(image, kernel, stride=1, padding=0):
    k = kernel.shape[0]
    padded = F.pad(image, (padding, padding, padding, padding))
    h = (padded.shape[0] - k) // stride + 1
    w = (padded.shape[1] - k) // stride + 1
    out = torch.zeros(h, w, dtype=image.dtype)
    for i in range(h):
        for j in range(w):
            out[i, j] = (padded[i * stride : i * stride + k, j * stride : j * stride + k] * kernel).sum()
    return out
