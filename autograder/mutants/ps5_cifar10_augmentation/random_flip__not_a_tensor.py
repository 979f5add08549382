def random_flip(images, p, generator):
    out = []
    for image in images:
        out.append(image.flip(-1) if torch.rand(1, generator=generator, device=images.device) < p else image)
    return out
