def random_crop(images, padding, generator):
    n, _, h, w = images.shape
    padded = F.pad(images, (padding,) * 4)
    if padding == 0:
        return padded
    starts = torch.randint(1, 2 * padding + 1, (n, 2), generator=generator, device=images.device).tolist()
    return torch.stack([padded[i, :, t : t + h, s : s + w] for i, (t, s) in enumerate(starts)])
