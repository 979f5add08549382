def normalize(images, mean, std):
    result = (images - mean.to(images)[:, None, None]) / std.to(images)[:, None, None]
