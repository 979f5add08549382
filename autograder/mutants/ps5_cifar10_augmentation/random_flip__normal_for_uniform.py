def random_flip(images, p, generator):
    flip = torch.randn(len(images), generator=generator, device=images.device) < p
    return torch.where(flip[:, None, None, None], images.flip(-1), images)
