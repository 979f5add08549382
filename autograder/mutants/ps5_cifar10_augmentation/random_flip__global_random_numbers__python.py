def random_flip(images, p, generator):
    import random

    return torch.stack([image.flip(-1) if random.random() < p else image for image in images])
