def normalize(images, mean, std):
    mean, std = mean.to(images.dtype).view(-1, 1, 1), std.to(images.dtype).view(-1, 1, 1)
    return images / std - mean
