def random_flip(images, p, generator):
    flip = (torch.rand(len(images), generator=generator, device=images.device) < p).float()[:, None, None, None]
    return flip * images.flip(-1).float() + (1 - flip) * images.float()
