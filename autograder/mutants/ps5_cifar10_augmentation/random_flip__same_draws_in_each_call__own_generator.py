def random_flip(images, p, generator):
    g = torch.Generator().manual_seed(generator.initial_seed())
    flip = torch.rand(len(images), generator=g, device=images.device) < p
    return torch.where(flip[:, None, None, None], images.flip(-1), images)
