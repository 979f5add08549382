def channel_statistics(images):
    means, stds = [], []
    values = torch.arange(256, dtype=torch.float64) / 255
    for c in range(images.shape[1]):
        counts = torch.bincount(images[:, c].reshape(-1).long(), minlength=256).double()
        weights = counts / counts.sum()
        m = (weights * values).sum()
        means.append(m)
        stds.append((weights * (values - m) ** 2).sum().sqrt())
    return torch.stack(means), torch.stack(stds)
