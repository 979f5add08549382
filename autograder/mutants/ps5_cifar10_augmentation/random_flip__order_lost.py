def random_flip(images, p, generator):
    mask = torch.rand(len(images), generator=generator, device=images.device) < p
    return torch.cat([images[mask].flip(-1), images[~mask]])
