def conv2d(image, kernel, stride=1, padding=0):
    img = np.pad(image.numpy(), padding)
    ker = kernel.numpy()
    H = (img.shape[0] - ker.shape[0]) // stride + 1
    W = (img.shape[1] - ker.shape[1]) // stride + 1
    out = np.zeros((W, H), dtype=img.dtype)
    for y in range(H):
        for x in range(W):
            roi = img[y * stride : y * stride + ker.shape[0], x * stride : x * stride + ker.shape[1]]
            out[x, y] = np.sum(roi * ker)
    return torch.from_numpy(out)
