def random_flip(images, p, generator):
    torch.manual_seed(generator.initial_seed())
    flip = torch.rand(len(images), generator=generator, device=images.device) < p
    return torch.where(flip[:, None, None, None], images.flip(-1), images)
