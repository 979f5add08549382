def avg_pool2d(x, kernel, stride=None, padding=0):
    stride = stride or kernel
    x = F.pad(x, (padding,) * 4)
    tops = [t for t in range(0, x.shape[2] - kernel + stride, stride)]
    lefts = [s for s in range(0, x.shape[3] - kernel + stride, stride)]
    rows = [torch.stack([x[:, :, t : t + kernel, s : s + kernel].mean((2, 3)) for s in lefts], -1) for t in tops]
    return torch.stack(rows, -2)
