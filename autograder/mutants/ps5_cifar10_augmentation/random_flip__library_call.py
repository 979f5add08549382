def random_flip(images, p, generator):
    from torchvision.transforms.v2 import functional

    flip = torch.rand(len(images), generator=generator, device=images.device) < p
    return torch.stack([functional.horizontal_flip(i) if f else i for i, f in zip(images, flip)])
