def sum_pool2d(x, kernel, stride=None, padding=0):
    s = stride or kernel
    height = int((x.shape[2] + 2 * padding - kernel) / s)
    width = int((x.shape[3] + 2 * padding - kernel) / s)
    p = F.pad(x, (padding,) * 4)
    out = torch.zeros(x.shape[0], x.shape[1], height, width, dtype=x.dtype)
    for di in range(kernel):
        for dj in range(kernel):
            out += p[:, :, di : di + height * s : s, dj : dj + width * s : s]
    return out
