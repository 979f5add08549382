def random_flip(images, p, generator):
    n = len(images)
    chosen = torch.randperm(n, generator=generator, device=images.device)[: int(p * n)]
    out = images.clone()
    out[chosen] = images[chosen].flip(-1)
    return out
