def random_crop(images, padding, generator):
    n, c, h, w = images.shape
    padded = torch.zeros(n, c, h + 2 * padding, w + 2 * padding)
    padded[:, :, padding : padding + h, padding : padding + w] = images
    starts = torch.randint(2 * padding + 1, (n, 2), generator=generator, device=images.device).tolist()
    return torch.stack([padded[i, :, t : t + h, s : s + w] for i, (t, s) in enumerate(starts)])
