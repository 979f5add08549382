def conv2d(image, kernel, stride=1, padding=0):
    kh, kw = kernel.shape
    cols = F.unfold(image[None, None], (kh, kw), padding=padding, stride=stride)
    out = kernel.reshape(1, -1) @ cols[0]
    return out.reshape((image.shape[0] + 2 * padding - kh) // stride + 1, -1)
