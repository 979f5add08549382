def normalize(images, mean, std):
    mean, std = mean.unsqueeze(1).to(images), std.unsqueeze(1).to(images)
    return (images - mean) / std
