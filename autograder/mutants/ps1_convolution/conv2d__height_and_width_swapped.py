def conv2d(image, kernel, stride=1, padding=0):
    w, h = image.shape
    kw, kh = kernel.shape
    padded = F.pad(image, (padding, padding, padding, padding))
    out_h = (h + 2 * padding - kh) // stride + 1
    out_w = (w + 2 * padding - kw) // stride + 1
    out = torch.zeros(out_h, out_w, dtype=image.dtype)
    for y in range(out_h):
        for x in range(out_w):
            out[y, x] = (padded[y * stride : y * stride + kh, x * stride : x * stride + kw] * kernel).sum()
    return out
