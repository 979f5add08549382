def random_flip(images, p, generator):
    if torch.rand(1, generator=generator, device=images.device).item() < p:
        return images.flip(-1)
    return images.clone()
