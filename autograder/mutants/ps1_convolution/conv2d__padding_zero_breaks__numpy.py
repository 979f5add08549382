def conv2d(image, kernel, stride=1, padding=0):
    p = padding
    a = np.zeros((image.shape[0] + 2 * p, image.shape[1] + 2 * p), dtype=image.numpy().dtype)
    a[p:-p, p:-p] = image
    kh, kw = kernel.shape
    out = np.array(
        [
            [np.vdot(a[i : i + kh, j : j + kw], kernel) for j in range(0, a.shape[1] - kw + 1, stride)]
            for i in range(0, a.shape[0] - kh + 1, stride)
        ]
    )
    return torch.from_numpy(out)
