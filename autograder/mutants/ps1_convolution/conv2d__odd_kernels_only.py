def conv2d(image, kernel, stride=1, padding=0):
    kh, kw = kernel.shape
    rh, rw = kh // 2, kw // 2
    padded = F.pad(image, (padding, padding, padding, padding))
    H, W = padded.shape
    out = torch.zeros((H - kh) // stride + 1, (W - kw) // stride + 1, dtype=image.dtype)
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            y, x = rh + i * stride, rw + j * stride
            out[i, j] = (padded[y - rh : y + rh + 1, x - rw : x + rw + 1] * kernel).sum()
    return out
