def random_flip(images, p, generator):
    out = images.clone()
    for i in range(len(images)):
        if torch.rand(1, generator=generator, device=images.device) < p:
            out[i].flip(-1)
    return out
