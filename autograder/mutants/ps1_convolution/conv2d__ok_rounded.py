def conv2d(image, kernel, stride=1, padding=0):
    padded = np.pad(image.tolist(), padding)
    k = np.array(kernel.tolist())
    kh, kw = k.shape
    res = []
    for i in range(0, len(padded) - kh + 1, stride):
        res.append(
            [
                round(float((padded[i : i + kh, j : j + kw] * k).sum()), 4)
                for j in range(0, len(padded[0]) - kw + 1, stride)
            ]
        )
    return torch.tensor(res, dtype=image.dtype)
