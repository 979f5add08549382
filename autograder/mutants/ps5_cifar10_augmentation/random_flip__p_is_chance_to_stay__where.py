def random_flip(images, p, generator):
    mask = torch.rand(len(images), generator=generator, device=images.device) < p
    return torch.where(mask.reshape(-1, 1, 1, 1), images, images.flip(-1))
