def random_crop(images, padding, generator):
    n, _, h, w = images.shape
    padded = F.pad(images, (0, padding, 0, padding))
    starts = torch.randint(padding + 1, (n, 2), generator=generator, device=images.device).tolist()
    return torch.stack([padded[i, :, t : t + h, s : s + w] for i, (t, s) in enumerate(starts)])
