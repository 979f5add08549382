def random_flip(images, p, generator):
    mirror = torch.rand(len(images), generator=generator) < p
    return torch.where(mirror[:, None, None, None], images.flip(3), images)
