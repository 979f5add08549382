def denormalize(images, mean, std):
    return normalize(images, mean, std)
