def channel_statistics(images):
    x = images.float() / 255
    mean = x.mean((0, 2, 3))
    std = (x.square().mean((0, 2, 3)) - mean**2).sqrt()
    return mean.double(), std.double()
