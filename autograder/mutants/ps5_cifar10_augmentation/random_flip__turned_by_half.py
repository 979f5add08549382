def random_flip(images, p, generator):
    out = images.clone()
    mask = torch.rand(len(images), generator=generator, device=images.device) < p
    out[mask] = images[mask].flip((2, 3))
    return out
