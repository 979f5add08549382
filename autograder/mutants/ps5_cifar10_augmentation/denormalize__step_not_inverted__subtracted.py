def denormalize(images, mean, std):
    mean, std = mean.to(images)[:, None, None], std.to(images)[:, None, None]
    return images * std - mean
