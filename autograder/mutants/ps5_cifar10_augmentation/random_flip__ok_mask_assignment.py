def random_flip(images, p, generator):
    out = images.clone()
    chosen = torch.rand(images.shape[0], generator=generator, device=images.device) < p
    out[chosen] = torch.flip(images[chosen], dims=[3])
    return out
