def channel_statistics(images):
    x = images.double()
    n = x.shape[0] * x.shape[2] * x.shape[3]
    mean = x.sum((0, 2, 3)) / n
    std = ((x**2).sum((0, 2, 3)) / n - mean**2) ** 0.5
    return mean, std
