def channel_statistics(images):
    c = images.shape[1]
    x = images.numpy().astype(float).reshape(c, images.numel() // c) / 255
    m = x.mean(1)
    v = ((x - m[:, None]) ** 2).mean(1)
    return torch.from_numpy(m), torch.from_numpy(v**0.5)
