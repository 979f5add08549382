def conv2d(image, kernel, stride=1, padding=0):
    x = np.pad(image.numpy(), padding)
    k = kernel.numpy()
    out = []
    for i in range(1, x.shape[0] - 1, stride):
        row = []
        for j in range(1, x.shape[1] - 1, stride):
            s = 0
            for di in (-1, 0, 1):
                for dj in (-1, 0, 1):
                    s += x[i + di, j + dj] * k[di + 1, dj + 1]
            row.append(s)
        out.append(row)
    return torch.tensor(np.array(out), dtype=image.dtype)
