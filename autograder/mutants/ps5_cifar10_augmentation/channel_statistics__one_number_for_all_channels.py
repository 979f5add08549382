def channel_statistics(images):
    x = images.double() / 255
    mean = x.mean()
    std = ((x - mean) ** 2).mean().sqrt()
    return mean, std
