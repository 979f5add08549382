def normalize(images, mean, std):
    m, s = mean.to(images)[:, None, None], std.to(images)[:, None, None]
    return images - m / s
