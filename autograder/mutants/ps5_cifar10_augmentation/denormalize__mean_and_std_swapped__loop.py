def denormalize(images, std, mean):
    out = torch.zeros_like(images)
    for c in range(images.shape[1]):
        out[:, c] = images[:, c] * std[c] + mean[c]
    return out
