def convolve2d(image, kernel, padding=0):
    k = kernel.flip(0, 1)
    x = F.pad(image, (padding,) * 4)
    oh, ow = x.shape[0] - k.shape[0], x.shape[1] - k.shape[1]
    out = torch.zeros(oh, ow, dtype=x.dtype)
    for i in range(oh):
        for j in range(ow):
            out[i, j] = torch.sum(x[i : i + k.shape[0], j : j + k.shape[1]] * k)
    return out
