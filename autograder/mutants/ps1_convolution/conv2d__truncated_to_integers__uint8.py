def conv2d(image, kernel, stride=1, padding=0):
    img = np.pad(image.numpy().astype(np.uint8), padding)
    k = kernel.numpy()
    out = torch.zeros((img.shape[0] - k.shape[0]) // stride + 1, (img.shape[1] - k.shape[1]) // stride + 1).int()
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = int((img[i * stride : i * stride + k.shape[0], j * stride : j * stride + k.shape[1]] * k).sum())
    return torch.from_numpy(out.numpy().astype(np.uint8)).to(image.dtype)
