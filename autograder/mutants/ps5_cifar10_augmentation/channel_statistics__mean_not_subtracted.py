def channel_statistics(images):
    x = images.double() / 255
    n = images.numel() // images.shape[1]
    mean = x.sum(dim=[0, 2, 3]) / n
    std = torch.sqrt((x**2).sum(dim=[0, 2, 3]) / n)
    return mean, std
