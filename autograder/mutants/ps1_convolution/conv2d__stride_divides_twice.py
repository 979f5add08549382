def conv2d(image, kernel, stride=1, padding=0):
    X = np.array(image)
    W = np.array(kernel)
    X_padded = np.zeros(shape=(X.shape[0] + 2 * padding, X.shape[1] + 2 * padding))
    X_padded[padding : padding + X.shape[0], padding : padding + X.shape[1]] = X
    res = []
    for i in range(0, int((X_padded.shape[0] - W.shape[0]) / stride) + 1, stride):
        res.append([])
        for j in range(0, int((X_padded.shape[1] - W.shape[1]) / stride) + 1, stride):
            X_sub = X_padded[i : i + W.shape[0], j : j + W.shape[1]]
            res[-1].append(np.sum(X_sub * W))
    return torch.tensor(np.array(res), dtype=image.dtype)
