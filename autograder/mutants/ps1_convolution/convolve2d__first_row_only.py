def convolve2d(image, kernel, padding=0):
    kernel = torch.rot90(kernel, 2)
    image = F.pad(image, (padding, padding, padding, padding))
    kh, kw = kernel.shape
    out = image.new_zeros(image.shape[0] - kh + 1, image.shape[1] - kw + 1)
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = (image[i : i + kh, j : j + kw] * kernel).sum()
        return out
