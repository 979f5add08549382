def channel_statistics(images):
    x = images.double() / 255
    mean = x.mean((0, 2, 3))
    std = (x.square().mean((0, 2, 3)) - mean**2).clamp(min=0).sqrt()
    return mean.float(), std.float()
