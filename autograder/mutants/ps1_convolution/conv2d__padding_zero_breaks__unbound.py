def conv2d(image, kernel, stride=1, padding=0):
    if padding > 0:
        padded = F.pad(image, (padding, padding, padding, padding), mode="constant", value=0)
    kh, kw = kernel.shape
    out_h = (image.shape[0] + 2 * padding - kh) // stride + 1
    out_w = (image.shape[1] + 2 * padding - kw) // stride + 1
    out = torch.zeros(out_h, out_w, dtype=image.dtype)
    for i in range(out_h):
        for j in range(out_w):
            out[i, j] = (padded[i * stride : i * stride + kh, j * stride : j * stride + kw] * kernel).sum()
    return out
