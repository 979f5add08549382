def conv2d(image, kernel, stride=1, padding=0):
    f = len(kernel)
    x = np.pad(image.numpy(), padding)
    nh, nw = (x.shape[0] - f) // stride + 1, (x.shape[1] - f) // stride + 1
    out = np.zeros((nh, nw))
    for i in range(nh):
        for j in range(nw):
            for u in range(f):
                for v in range(f):
                    out[i][j] += x[i * stride + u][j * stride + v] * kernel[u][v].item()
    return torch.tensor(out, dtype=image.dtype)
