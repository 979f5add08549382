def random_crop(images, padding, generator):
    n, _, h, w = images.shape
    starts = torch.randint(2 * padding + 1, (n, 2), generator=generator, device=images.device).tolist()
    padded = F.pad(images.double(), (padding,) * 4, mode="replicate").to(images.dtype)
    return torch.stack([padded[i, :, t : t + h, s : s + w] for i, (t, s) in enumerate(starts)])
