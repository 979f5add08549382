def random_crop(images, padding, generator):
    n, _, w, h = images.shape
    big = F.pad(images, (padding + 8,) * 4)
    starts = torch.randint(2 * padding + 1, (n, 2), generator=generator, device=images.device).tolist()
    return torch.stack([big[i, :, 8 + t : 8 + t + h, 8 + s : 8 + s + w] for i, (t, s) in enumerate(starts)])
