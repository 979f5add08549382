def random_crop(images, padding, generator):
    h, w = images.shape[2:]
    padded = F.pad(images, (padding,) * 4)
    return padded[:, :, :h, :w].clone()
