def conv2d(image, kernel, stride=1, padding=0):
    h, w = image.shape
    k1, k2 = kernel.shape
    padded = np.zeros((h + 2 * padding, w + 2 * padding))
    padded[padding : h + padding, padding : w + padding] = image.numpy()
    h_out = (h + 2 * padding - k1) // stride + 1
    w_out = (w + 2 * padding - k2) // stride + 1
    output = np.zeros((h_out, w_out))
    for i in range(0, h_out, stride):
        for j in range(0, w_out, stride):
            output[i, j] = np.sum(padded[i : i + k1, j : j + k2] * kernel.numpy())
    return torch.tensor(output, dtype=image.dtype)
