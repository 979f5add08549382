def max_pool2d(x, kernel, stride=None, padding=0):
    stride = stride or kernel
    x = F.pad(x, (padding, padding, padding, padding), value=-math.inf)
    out = torch.zeros(
        x.shape[0], x.shape[1], (x.shape[2] - kernel) // stride + 1, (x.shape[3] - kernel) // stride + 1, dtype=x.dtype
    )
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            out[:, :, i, j] = x[:, :, i : i + kernel, j : j + kernel].amax(dim=(2, 3))
    return out
