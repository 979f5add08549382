def random_flip(images, p, generator):
    n, c, h, w = images.shape
    flip = (torch.rand(n, generator=generator, device=images.device) < p).long()[:, None]
    columns = torch.arange(w)[None]
    index = columns * (1 - flip) + (w - 1 - columns) * flip  # n×w
    return images.gather(3, index[:, None, None].expand(n, c, h, w))
