def normalize(images, mean, std):
    mean = images.mean((0, 2, 3), keepdim=True)
    std = images.std((0, 2, 3), keepdim=True)
    return (images - mean) / std
