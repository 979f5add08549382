def denormalize(images, mean, std):
    images = images * std.to(images)[:, None, None] + mean.to(images)[:, None, None]
