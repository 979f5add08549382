def normalize(images, std, mean):
    std, mean = std.to(images).view(-1, 1, 1), mean.to(images).view(-1, 1, 1)
    return (images - mean) / std
