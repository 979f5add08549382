def channel_statistics(images):
    x = images.numpy().astype(np.float32) / 255
    n = x.shape[0] * x.shape[2] * x.shape[3]
    mean = x.sum((0, 2, 3)) / n
    var = (x**2).sum((0, 2, 3)) / n - mean**2
    std = np.sqrt(np.clip(var, 0, None))
    return torch.tensor(mean, dtype=torch.float64), torch.tensor(std, dtype=torch.float64)
