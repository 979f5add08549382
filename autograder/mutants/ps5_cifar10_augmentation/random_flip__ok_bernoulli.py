def random_flip(images, p, generator):
    draws = torch.bernoulli(torch.full((len(images),), float(p), device=images.device), generator=generator).bool()
    return torch.stack([image.flip(2) if draw else image for image, draw in zip(images, draws)])
