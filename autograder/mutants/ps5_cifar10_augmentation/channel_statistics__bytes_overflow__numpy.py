def channel_statistics(images):
    a = images.numpy()
    n = a.shape[0] * a.shape[2] * a.shape[3]
    mean = a.sum(axis=(0, 2, 3)) / n
    mean_sq = (a * a).sum(axis=(0, 2, 3)) / n
    var = np.maximum(mean_sq - mean**2, 0)
    return torch.tensor(mean / 255), torch.tensor(np.sqrt(var) / 255)
