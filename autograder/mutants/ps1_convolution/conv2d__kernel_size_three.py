def conv2d(image, kernel, stride=1, padding=0):
    img = F.pad(image, (padding, padding, padding, padding))
    h, w = img.shape
    out_h = (h - 3) // stride + 1
    out_w = (w - 3) // stride + 1
    out = torch.zeros(out_h, out_w, dtype=image.dtype)
    for i in range(out_h):
        for j in range(out_w):
            out[i, j] = (img[i * stride : i * stride + 3, j * stride : j * stride + 3] * kernel).sum()
    return out
