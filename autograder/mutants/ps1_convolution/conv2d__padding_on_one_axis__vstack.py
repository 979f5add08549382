def conv2d(image, kernel, stride=1, padding=0):
    zeros = torch.zeros(padding, image.shape[1], dtype=image.dtype)
    x = torch.vstack([zeros, image, zeros])
    n, m = kernel.shape
    out = torch.zeros((x.shape[0] - n) // stride + 1, (x.shape[1] - m) // stride + 1, dtype=x.dtype)
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            a, b = i * stride, j * stride
            out[i, j] = (x[a : a + n, b : b + m] * kernel).sum()
    return out
