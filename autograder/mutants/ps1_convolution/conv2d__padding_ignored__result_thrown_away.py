def conv2d(image, kernel, stride=1, padding=0):
    if padding > 0:
        F.pad(image, (padding, padding, padding, padding), "constant", 0)
    H, W = image.shape
    kh, kw = kernel.shape
    out_h = (H - kh) // stride + 1
    out_w = (W - kw) // stride + 1
    out = torch.zeros(out_h, out_w, dtype=image.dtype)
    for i in range(out_h):
        for j in range(out_w):
            region = image[i * stride : i * stride + kh, j * stride : j * stride + kw]
            out[i, j] = (region * kernel).sum()
    return out
