def channel_statistics(images):
    x = images.numpy() / 255
    return torch.from_numpy(x.mean((0, 2, 3))), torch.from_numpy(x.std((0, 2, 3)))
