def random_crop(images, padding, generator):
    n, _, h, w = images.shape
    padded = F.pad(images, (padding,) * 4)
    starts = torch.randint(2 * padding + 1, (n, 2), generator=generator, device=images.device).tolist()
    return torch.stack([padded[i, :, t : t + h - 1, s : s + w - 1] for i, (t, s) in enumerate(starts)])
