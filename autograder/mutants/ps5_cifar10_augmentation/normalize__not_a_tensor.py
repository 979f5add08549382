def normalize(images, mean, std):
    return (images.numpy() - mean.numpy()[:, None, None]) / std.numpy()[:, None, None]
