def normalize(images, mean, std):
    mean = mean.view(-1, 1, 1, 1).to(images.dtype)
    std = std.view(-1, 1, 1, 1).to(images.dtype)
    return (images - mean) / std
