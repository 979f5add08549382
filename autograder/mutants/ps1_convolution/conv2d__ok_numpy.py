def conv2d(image, kernel, stride=1, padding=0):
    img, ker = image.numpy(), kernel.numpy()
    padded = np.pad(img, padding)
    out_shape = tuple((n - k) // stride + 1 for n, k in zip(padded.shape, ker.shape))
    out = np.empty(out_shape, dtype=img.dtype)
    for i, j in np.ndindex(*out_shape):
        out[i, j] = np.sum(padded[i * stride : i * stride + ker.shape[0], j * stride : j * stride + ker.shape[1]] * ker)
    return torch.from_numpy(out)
