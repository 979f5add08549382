def normalize(images, mean, std):
    x = images.permute(0, 2, 3, 1)
    x = (x - mean) / std
    return x.permute(0, 3, 1, 2).to(images.dtype)
