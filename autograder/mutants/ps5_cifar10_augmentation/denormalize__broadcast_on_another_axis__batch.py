def denormalize(images, mean, std):
    return images * std.to(images).reshape(-1, 1, 1, 1) + mean.to(images).reshape(-1, 1, 1, 1)
