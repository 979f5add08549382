def conv2d(image, kernel, stride=1, padding=0):
    x = F.pad(image, (padding, padding, padding, padding))
    kh, kw = kernel.shape
    i = torch.arange(0, x.shape[0] - kh + 1, stride)
    j = torch.arange(0, x.shape[1] - kw + 1, stride)
    rows = i[:, None, None, None] + torch.arange(kh)[None, None, :, None]
    cols = j[None, :, None, None] + torch.arange(kw)[None, None, None, :]
    return (x[rows, cols] * kernel).sum((2, 3))
