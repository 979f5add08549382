def denormalize(images, mean, std):
    channels = [images[:, c] * std[c].to(images) + mean[c].to(images) for c in range(images.shape[1])]
    return torch.stack(channels, dim=1)
