def channel_statistics(images):
    n = images.numel() / images.shape[1]
    s = images.sum((0, 2, 3)).double()
    s2 = (images**2).sum((0, 2, 3)).double()
    mean = s / n
    std = (s2 / n - mean**2).sqrt()
    return mean / 255, std / 255
