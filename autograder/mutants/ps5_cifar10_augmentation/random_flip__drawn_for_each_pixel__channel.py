def random_flip(images, p, generator):
    n, c = images.shape[:2]
    mask = torch.rand((n, c, 1, 1), generator=generator, device=images.device) < p
    return torch.where(mask, torch.flip(images, [3]), images)
