def denormalize(images, mean, std):
    x = images.numpy() * std.numpy()[:, None, None] + mean.numpy()[:, None, None]
    return torch.from_numpy(np.clip(x, 0, 1)).to(images.dtype)
