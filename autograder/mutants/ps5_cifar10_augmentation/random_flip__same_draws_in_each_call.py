def random_flip(images, p, generator):
    generator.manual_seed(0)
    flip = torch.rand(len(images), generator=generator, device=images.device) < p
    return torch.where(flip[:, None, None, None], images.flip(-1), images)
