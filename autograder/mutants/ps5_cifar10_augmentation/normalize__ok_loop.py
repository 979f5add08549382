def normalize(images, mean, std):
    out = images.clone()
    for c in range(images.shape[1]):
        out[:, c] = (images[:, c] - mean[c]) / std[c]
    return out
