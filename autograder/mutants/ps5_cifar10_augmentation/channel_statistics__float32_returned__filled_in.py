def channel_statistics(images):
    channels = images.shape[1]
    mean, std = torch.zeros(channels), torch.zeros(channels)
    for c in range(channels):
        x = images[:, c].double() / 255
        mean[c] = x.mean()
        std[c] = ((x - x.mean()) ** 2).mean().sqrt()
    return mean, std
