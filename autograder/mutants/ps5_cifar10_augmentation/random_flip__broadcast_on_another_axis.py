def random_flip(images, p, generator):
    mask = torch.rand(images.shape[0], generator=generator, device=images.device) < p
    flipped = images.flip(-1)
    return torch.where(mask, flipped, images)
