def normalize(images, mean, std):
    x = images / 255
    return (x - mean.to(x.dtype)[:, None, None]) / std.to(x.dtype)[:, None, None]
