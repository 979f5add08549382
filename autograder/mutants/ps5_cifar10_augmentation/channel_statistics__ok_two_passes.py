def channel_statistics(images):
    x = images.double() / 255
    mean = x.mean(dim=(0, 2, 3))
    deviation = x - mean[None, :, None, None]
    return mean, (deviation**2).mean(dim=(0, 2, 3)).sqrt()
