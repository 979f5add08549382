def random_flip(images, p, generator):
    both = torch.stack([images, images.flip(3)])
    which = (torch.rand(len(images), generator=generator, device=images.device) < p).int()
    return both[which, torch.arange(len(images), device=images.device)]
