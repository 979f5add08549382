def channel_statistics(images):
    x = images.double() / 255
    mean = x.mean(dim=(0, 1, 2))
    var = (x * x).mean(dim=(0, 1, 2)) - mean * mean
    return mean, var.sqrt()
