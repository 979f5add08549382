def channel_statistics(images):
    x = images.double() / 255
    mean = x.mean(dim=(0, 2, 3))
    own_mean = x.mean(dim=(2, 3), keepdim=True)
    own_variance = ((x - own_mean) ** 2).mean(dim=(2, 3))
    return mean, own_variance.mean(dim=0).sqrt()
