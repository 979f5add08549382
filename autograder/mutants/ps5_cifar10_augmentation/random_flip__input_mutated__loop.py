def random_flip(images, p, generator):
    for i in range(len(images)):
        if torch.rand(1, generator=generator, device=images.device).item() < p:
            images[i] = images[i].flip(2)
    return images.clone()
