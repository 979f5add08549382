def conv2d(image, kernel, stride=1, padding=0):
    image = image.numpy().astype(int)
    padded = np.pad(image, padding)
    kh, kw = kernel.shape
    out = np.zeros_like(padded)
    oh = (padded.shape[0] - kh) // stride + 1
    ow = (padded.shape[1] - kw) // stride + 1
    for i in range(oh):
        for j in range(ow):
            out[i, j] = np.sum(padded[i * stride : i * stride + kh, j * stride : j * stride + kw] * kernel.numpy())
    return torch.tensor(out[:oh, :ow], dtype=torch.float32)
