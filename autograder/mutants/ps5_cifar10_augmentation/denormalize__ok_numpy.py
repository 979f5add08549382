def denormalize(images, mean, std):
    x = images.numpy()
    y = x * std.numpy().reshape(-1, 1, 1) + mean.numpy().reshape(-1, 1, 1)
    return torch.tensor(y, dtype=images.dtype)
