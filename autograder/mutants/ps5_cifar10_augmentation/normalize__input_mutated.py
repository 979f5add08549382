def normalize(images, mean, std):
    images -= mean.to(images.dtype)[:, None, None]
    images /= std.to(images.dtype)[:, None, None]
    return images
