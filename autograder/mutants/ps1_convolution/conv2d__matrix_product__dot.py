def conv2d(image, kernel, stride=1, padding=0):
    x = np.pad(image.numpy(), padding)
    k = kernel.numpy()
    y = []
    for r in range(0, x.shape[0] - k.shape[0] + 1, stride):
        y.append([])
        for c in range(0, x.shape[1] - k.shape[1] + 1, stride):
            y[-1].append(np.dot(k, x[r : r + k.shape[0], c : c + k.shape[1]]).sum())
    return torch.tensor(np.array(y), dtype=image.dtype)
