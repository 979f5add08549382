def normalize(images, mean, std):
    mean, std = mean.double().view(-1, 1, 1), std.double().view(-1, 1, 1)
    return (images - mean) / std
