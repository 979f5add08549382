def random_crop(images, padding, generator):
    return F.pad(images, (padding, padding, padding, padding))
