def random_flip(images, p, generator):
    flip = torch.rand(len(images), generator=generator) > p
    return torch.where(flip[:, None, None, None], images.flip(-1), images)
