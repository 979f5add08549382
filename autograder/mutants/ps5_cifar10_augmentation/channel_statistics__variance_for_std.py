def channel_statistics(images):
    x = images.double() / 255
    n = images.numel() // images.shape[1]
    mean = x.sum((0, 2, 3)) / n
    std = (x**2).sum((0, 2, 3)) / n - mean**2
    return mean, std
