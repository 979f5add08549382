def random_flip(images, p, generator):
    chances = torch.full((len(images),), float(p))
    flipped = torch.bernoulli(chances, generator=generator).bool()
    out = images.clone()
    out[flipped] = images[flipped].flip(-1)
    return out
