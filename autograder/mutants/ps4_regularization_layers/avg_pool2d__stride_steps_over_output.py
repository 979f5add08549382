def avg_pool2d(x, kernel, stride=None, padding=0):
    s = stride or kernel
    p = F.pad(x, (padding,) * 4)
    oh = (p.shape[2] - kernel) // s + 1
    ow = (p.shape[3] - kernel) // s + 1
    out = torch.zeros(x.shape[0], x.shape[1], oh, ow, dtype=x.dtype)
    for i in range(0, oh, s):
        for j in range(0, ow, s):
            out[:, :, i, j] = p[:, :, i * s : i * s + kernel, j * s : j * s + kernel].mean((2, 3))
    return out
