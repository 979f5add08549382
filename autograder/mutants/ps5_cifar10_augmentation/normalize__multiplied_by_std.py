def normalize(images, mean, std):
    out = torch.empty_like(images)
    for c in range(len(mean)):
        out[:, c] = (images[:, c] - mean[c]) * std[c]
    return out
