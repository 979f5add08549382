def conv2d(image, kernel, stride=1, padding=0):
    kh, kw = kernel.shape
    padded = F.pad(image, (padding, padding, padding, padding))
    oh = (padded.shape[0] - kh) // stride + 1
    ow = (padded.shape[1] - kw) // stride + 1
    out = torch.zeros(oh, ow, dtype=image.dtype)
    for i in range(0, oh, stride):
        for j in range(0, ow, stride):
            out[i // stride, j // stride] = (padded[i : i + kh, j : j + kw] * kernel).sum()
    return out
