def conv2d(image, kernel, stride=1, padding=0):
    x = np.pad(image.numpy(), padding)
    k = kernel.numpy()
    rows = (x.shape[0] - k.shape[0]) / stride + 1
    cols = (x.shape[1] - k.shape[1]) / stride + 1
    return torch.tensor(
        [
            [
                float((x[i * stride : i * stride + len(k), j * stride : j * stride + len(k[0])] * k).sum())
                for j in range(cols)
            ]
            for i in range(rows)
        ]
    )
