def normalize(images, mean, std):
    m = mean.view(1, -1, 1, 1).type_as(images)
    s = std.view(1, -1, 1, 1).type_as(images)
    return (images - m) / s
