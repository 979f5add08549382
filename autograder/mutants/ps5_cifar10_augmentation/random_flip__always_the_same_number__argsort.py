def random_flip(images, p, generator):
    order = torch.rand(len(images), generator=generator, device=images.device).argsort()
    flip = order < round(p * len(images))
    return torch.where(flip[:, None, None, None], images.flip(-1), images)
