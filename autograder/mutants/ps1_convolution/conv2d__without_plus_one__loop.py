def conv2d(image, kernel, stride=1, padding=0):
    m, n = kernel.shape
    x = np.pad(image.numpy(), padding, "constant")
    y, z = x.shape
    out = np.zeros(((y - m) // stride + 1, (z - n) // stride + 1), dtype=x.dtype)
    for i in range(out.shape[0] - 1):
        for j in range(out.shape[1] - 1):
            out[i][j] = np.sum(x[i * stride : i * stride + m, j * stride : j * stride + n] * kernel.numpy())
    return torch.from_numpy(out)
