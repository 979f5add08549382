def random_crop(images, padding, generator):
    n, _, h, w = images.shape
    shifts = torch.randint(-padding, padding + 1, (n, 2), generator=generator, device=images.device).tolist()
    padded = F.pad(images, (padding,) * 4)
    moved = [padded[i].roll(shift, (1, 2)) for i, shift in enumerate(shifts)]
    return torch.stack(moved)[:, :, padding:-padding, padding:-padding]
