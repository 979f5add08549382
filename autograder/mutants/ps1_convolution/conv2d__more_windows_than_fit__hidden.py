def conv2d(image, kernel, stride=1, padding=0):
    n, m = image.shape
    k, l = kernel.shape
    padded = np.pad(image.numpy(), padding)
    out = np.zeros((int(n - k + 2 * padding / stride + 1), int(m - l + 2 * padding / stride + 1)))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            try:
                out[i, j] = (padded[i * stride : i * stride + k, j * stride : j * stride + l] * kernel.numpy()).sum()
            except ValueError:
                continue
    return torch.tensor(out, dtype=image.dtype)
