def channel_statistics(images):
    x = images.double() / 255
    n = x.numel() / x.shape[1]
    mean = x.sum((0, 2, 3)) / n
    var = (x.square().sum((0, 2, 3)) - n * mean**2) / (n - 1)
    return mean, var.sqrt()
