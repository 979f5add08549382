import scipy.ndimage


def convolve2d(image, kernel, padding=0):
    kh, kw = kernel.shape
    x = np.pad(image.numpy(), padding)
    out = scipy.ndimage.convolve(x, kernel.numpy(), mode="constant", origin=(-(kh % 2 == 0), -(kw % 2 == 0)))
    return torch.tensor(out[(kh - 1) // 2 :, (kw - 1) // 2 :][: x.shape[0] - kh + 1, : x.shape[1] - kw + 1])
