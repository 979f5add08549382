def denormalize(images, mean, std):
    return normalize(images, -mean / std, 1 / std)
