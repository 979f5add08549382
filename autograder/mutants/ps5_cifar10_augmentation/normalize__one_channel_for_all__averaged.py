def normalize(images, mean, std):
    m, s = float(mean.mean()), float(std.mean())
    return (images - m) / s
