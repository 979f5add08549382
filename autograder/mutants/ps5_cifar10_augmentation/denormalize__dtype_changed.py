def denormalize(images, mean, std):
    return images * std.double()[:, None, None] + mean.double()[:, None, None]
