def conv2d(image, kernel, stride=1, padding=0):
    padded = F.pad(image, (padding, padding, padding, padding))
    out = torch.zeros_like(padded)
    kh, kw = kernel.shape
    for i in range((padded.shape[0] - kh) // stride + 1):
        for j in range((padded.shape[1] - kw) // stride + 1):
            top, left = i * stride, j * stride
            out[i, j] = (padded[top : top + kh, left : left + kw] * kernel).sum()
    return out
