def conv2d(image, kernel, stride=1, padding=0):
    padded = np.pad(image.numpy(), padding, mode="edge")
    k = kernel.numpy()
    h = (padded.shape[0] - k.shape[0]) // stride + 1
    w = (padded.shape[1] - k.shape[1]) // stride + 1
    out = np.zeros((h, w), dtype=padded.dtype)
    for i in range(h):
        for j in range(w):
            out[i, j] = np.sum(padded[i * stride : i * stride + k.shape[0], j * stride : j * stride + k.shape[1]] * k)
    return torch.from_numpy(out)
