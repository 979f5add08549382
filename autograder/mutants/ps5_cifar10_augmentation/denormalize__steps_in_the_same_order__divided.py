def denormalize(images, mean, std):
    m, s = mean.view(1, -1, 1, 1).to(images), std.view(1, -1, 1, 1).to(images)
    x = images + m
    return x / s
