def channel_statistics(images):
    x = images.numpy() / 255.0
    mean = x.mean(axis=0)
    std = np.sqrt((x**2).mean(axis=0) - mean**2)
    return torch.from_numpy(mean), torch.from_numpy(std)
