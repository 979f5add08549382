def channel_statistics(images):
    x = images.double() / 255
    mean = x.mean((0, 2, 3), keepdim=True)
    var = ((x - mean) ** 2).mean((0, 2, 3), keepdim=True)
    return mean, var.sqrt()
