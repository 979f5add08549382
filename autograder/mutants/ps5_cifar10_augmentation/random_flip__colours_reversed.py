def random_flip(images, p, generator):
    mask = torch.rand(len(images), generator=generator) < p
    return torch.where(mask[:, None, None, None], images.flip(1), images)
