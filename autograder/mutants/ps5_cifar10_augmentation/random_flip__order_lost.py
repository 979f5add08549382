def random_flip(images, p, generator):
    mask = torch.rand(len(images), generator=generator) < p
    return torch.cat([images[mask].flip(-1), images[~mask]])
