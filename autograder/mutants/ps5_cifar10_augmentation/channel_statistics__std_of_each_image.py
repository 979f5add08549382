def channel_statistics(images):
    x = images.double() / 255
    n = x.shape[2] * x.shape[3]
    means, stds = [], []
    for image in x:
        m = image.sum((1, 2)) / n
        means.append(m)
        stds.append(((image - m[:, None, None]) ** 2).sum((1, 2)).div(n).sqrt())
    return torch.stack(means).mean(0), torch.stack(stds).mean(0)
