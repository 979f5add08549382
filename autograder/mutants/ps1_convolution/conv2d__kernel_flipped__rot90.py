def conv2d(image, kernel, stride=1, padding=0):
    img = np.pad(image.numpy(), padding)
    k = np.rot90(kernel.numpy(), 2)
    m, n = k.shape
    y = []
    for r in range(0, img.shape[0] - m + 1, stride):
        y.append([np.sum(img[r : r + m, c : c + n] * k) for c in range(0, img.shape[1] - n + 1, stride)])
    return torch.tensor(np.array(y), dtype=image.dtype)
