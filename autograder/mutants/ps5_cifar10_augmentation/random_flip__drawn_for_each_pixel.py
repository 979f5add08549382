def random_flip(images, p, generator):
    mask = torch.rand(images.shape, generator=generator) < p
    return torch.where(mask, images.flip(-1), images)
