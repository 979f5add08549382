def denormalize(images, mean, std):
    return images.mul_(std.to(images)[:, None, None]).add_(mean.to(images)[:, None, None])
