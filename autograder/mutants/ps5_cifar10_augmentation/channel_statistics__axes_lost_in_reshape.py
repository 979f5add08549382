def channel_statistics(images):
    x = images.double().view(images.shape[1], -1) / 255
    mean = x.mean(1)
    return mean, (x.square().mean(1) - mean**2).sqrt()
