def conv2d(image, kernel, stride=1, padding=0):
    kh, kw = kernel.shape
    rows = range(0, image.shape[0] - kh + 1, stride)
    cols = range(0, image.shape[1] - kw + 1, stride)
    return torch.tensor(
        [[(image[i : i + kh, j : j + kw] * kernel).sum() for j in cols] for i in rows], dtype=image.dtype
    )
