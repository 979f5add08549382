def conv2d(image, kernel, stride=1, padding=0):
    k = np.flipud(kernel)
    x = np.pad(image, padding, mode="constant")
    h = (x.shape[0] - k.shape[0]) // stride + 1
    w = (x.shape[1] - k.shape[1]) // stride + 1
    out = np.zeros((h, w), dtype=x.dtype)
    for i in range(h):
        for j in range(w):
            out[i, j] = (x[i * stride : i * stride + k.shape[0], j * stride : j * stride + k.shape[1]] * k).sum()
    return torch.from_numpy(out)
