def random_flip(images, p, generator):
    flip = torch.rand((), generator=generator, device=images.device) < p
    return torch.where(flip, images.flip(3), images)
