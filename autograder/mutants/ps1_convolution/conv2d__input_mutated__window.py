def conv2d(image, kernel, stride=1, padding=0):
    if padding > 0:
        image = F.pad(image, (padding, padding, padding, padding))
    kh, kw = kernel.shape
    out = torch.zeros((image.shape[0] - kh) // stride + 1, (image.shape[1] - kw) // stride + 1, dtype=image.dtype)
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            window = image[i * stride : i * stride + kh, j * stride : j * stride + kw]
            window *= kernel
            out[i, j] = window.sum()
    return out
