def denormalize(images, mean, std):
    out = images.clone()
    for c in range(len(mean)):
        out[:, c] += mean[c]
    return out
