def random_flip(images, p, generator):
    flip = torch.rand(len(images), generator=generator, device=images.device) < p
    images[flip] = images[flip].flip(-1)
    return images
