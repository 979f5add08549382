def max_pool2d(x, kernel, stride=None, padding=0):
    stride = stride or kernel
    x = F.pad(x, [padding] * 4, value=-math.inf)
    h = (x.size(2) - kernel) // stride + 1
    w = (x.size(3) - kernel) // stride + 1
    best = None
    for di in range(kernel):
        for dj in range(kernel):
            tap = x[:, :, di : di + (h - 1) * stride + 1 : stride, dj : dj + (w - 1) * stride + 1 : stride]
            best = tap if best is None else torch.maximum(best, tap)
    return best.clone()
