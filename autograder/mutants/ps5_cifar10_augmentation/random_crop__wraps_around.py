def random_crop(images, padding, generator):
    shifts = torch.randint(-padding, padding + 1, (len(images), 2), generator=generator, device=images.device).tolist()
    return torch.stack([image.roll((dy, dx), dims=(1, 2)) for image, (dy, dx) in zip(images, shifts)])
