def random_flip(images, p, generator):
    flip = torch.randint(0, 2, (len(images),), generator=generator, device=images.device).bool()
    return torch.where(flip[:, None, None, None], images.flip(-1), images)
