def random_flip(images, p, generator):
    result = []
    for image in images:
        if torch.rand(1, generator=generator, device=images.device) < p:
            image = image.flip(1)
        result.append(image)
    return torch.stack(result)
