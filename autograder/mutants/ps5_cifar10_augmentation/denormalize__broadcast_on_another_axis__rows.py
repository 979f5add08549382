def denormalize(images, mean, std):
    return images * std.to(images)[:, None] + mean.to(images)[:, None]
