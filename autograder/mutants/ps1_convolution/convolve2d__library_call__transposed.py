def convolve2d(image, kernel, padding=0):
    kh, kw = kernel.shape
    full = nn.functional.conv_transpose2d(image[None, None], kernel[None, None])[0, 0]
    full = F.pad(full, (padding,) * 4)
    return full[kh - 1 : full.shape[0] - kh + 1, kw - 1 : full.shape[1] - kw + 1]
