def normalize(images, mean, std):
    out = images.clone()
    for c, s in enumerate(std):
        out[:, c] /= s
    return out
