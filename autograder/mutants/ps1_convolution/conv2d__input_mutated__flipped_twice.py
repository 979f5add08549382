def conv2d(image, kernel, stride=1, padding=0):
    k = kernel.numpy()
    k[:] = k[::-1, ::-1]
    x = np.pad(image.numpy(), padding)
    kh, kw = k.shape
    out = []
    for i in range(0, x.shape[0] - kh + 1, stride):
        out.append([])
        for j in range(0, x.shape[1] - kw + 1, stride):
            out[-1].append((x[i : i + kh, j : j + kw] * k[::-1, ::-1]).sum())
    return torch.tensor(np.array(out))
