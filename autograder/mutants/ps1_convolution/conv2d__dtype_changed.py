def conv2d(image, kernel, stride=1, padding=0):
    p = padding
    h, w = image.shape
    x = np.zeros((h + 2 * p, w + 2 * p))
    x[p : p + h, p : p + w] = image
    kh, kw = kernel.shape
    out = np.zeros(((h + 2 * p - kh) // stride + 1, (w + 2 * p - kw) // stride + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = np.sum(x[i * stride : i * stride + kh, j * stride : j * stride + kw] * kernel.numpy())
    return torch.from_numpy(out)
