def random_crop(images, padding, generator):
    n, c, h, w = images.shape
    padded = torch.zeros(n, c, h + 2 * padding, w + 2 * padding, dtype=images.dtype, device=images.device)
    padded[:, :, padding:-padding, padding:-padding] = images
    places = torch.randint(0, 2 * padding + 1, (n, 2), generator=generator, device=images.device).tolist()
    return torch.stack([padded[i, :, top : top + h, left : left + w] for i, (top, left) in enumerate(places)])
