def normalize(images, mean, std):
    m = images.mean(dim=(0, 2, 3))[:, None, None]
    v = ((images - m) ** 2).mean(dim=(0, 2, 3))[:, None, None]
    return (images - m) / v.sqrt()
