def conv2d(image, kernel, stride=1, padding=0):
    kh, kw = kernel.shape
    out_h = (image.shape[0] + 2 * padding - kh) // stride + 1
    out_w = (image.shape[1] + 2 * padding - kw) // stride + 1
    out = torch.zeros(out_h, out_w, dtype=image.dtype)
    for i in range(out_h):
        for j in range(out_w):
            patch = image[i * stride : i * stride + kh, j * stride : j * stride + kw]
            out[i, j] = torch.sum(patch * kernel)
    return out
