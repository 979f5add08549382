def normalize(images, mean, std):
    import kornia

    return kornia.enhance.normalize(images, mean.to(images), std.to(images))
