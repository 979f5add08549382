def conv2d(image, kernel, stride=1, padding=0):
    x = np.pad(image.numpy(), padding)
    k = kernel.numpy()
    n, m = k.shape
    return torch.tensor(
        np.array(
            [
                [1 / (n * m) * np.sum(x[i : i + n, j : j + m] * k) for j in range(0, x.shape[1] - m + 1, stride)]
                for i in range(0, x.shape[0] - n + 1, stride)
            ]
        ),
        dtype=image.dtype,
    )
