def conv2d(image, kernel, stride=1, padding=0):
    x = F.pad(image, (padding,) * 4)
    kh, kw = kernel.shape
    tops = range(0, x.shape[0] - kh + 1, stride)
    lefts = range(0, x.shape[1] - kw + 1, stride)
    windows = torch.stack([x[t : t + kh, l : l + kw].reshape(-1) for t in tops for l in lefts])
    return (windows @ kernel.reshape(-1)).reshape(len(tops), len(lefts))
