def random_flip(images, p, generator):
    flip = torch.rand(len(images), generator=generator, device=images.device) < p
    return torch.where(flip.view(-1, 1, 1, 1), images.flip(2), images)
