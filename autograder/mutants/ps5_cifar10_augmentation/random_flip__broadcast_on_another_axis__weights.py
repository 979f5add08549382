def random_flip(images, p, generator):
    coins = torch.rand(len(images), 1, generator=generator, device=images.device)
    flip = (coins < p).to(images.dtype)
    return flip * torch.flip(images, [3]) + (1 - flip) * images
