def channel_statistics(images):
    x = images.double() / 255
    mean = x.mean((2, 3))
    return mean, (x.pow(2).mean((2, 3)) - mean**2).sqrt()
