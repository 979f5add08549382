def conv2d(image, kernel, stride=1, padding=0):
    image = np.pad(image, padding)
    kh, kw = kernel.shape
    weights = kernel.numpy().flatten()
    rows = []
    for i in range(0, image.shape[0] - kh + 1, stride):
        rows.append(
            [(image[i : i + kh, j : j + kw] * weights).sum() for j in range(0, image.shape[1] - kw + 1, stride)]
        )
    return torch.tensor(rows)
