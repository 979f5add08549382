def random_flip(images, p, generator):
    mask = torch.rand(images.shape, generator=generator, device=images.device) < p
    return torch.where(mask, images.flip(-1), images)
