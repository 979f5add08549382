def random_flip(images, p, generator):
    out = images.clone()
    for i in range(len(images)):
        if torch.rand(1, generator=generator, device=images.device) < 0.5:
            out[i] = torch.flip(images[i], [-1])
    return out
