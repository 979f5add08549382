def denormalize(images, mean, std):
    x = images * std.to(images)[:, None, None] + mean.to(images)[:, None, None]
    return x * 255
