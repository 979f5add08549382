def random_crop(images, padding, generator):
    height, width = images.shape[2:]
    photos = F.pad(images, (padding,) * 4).permute(0, 2, 3, 1)
    starts = torch.randint(2 * padding + 1, (len(images), 2), generator=generator, device=images.device).tolist()
    return torch.stack([photo[t : t + height, s : s + width] for photo, (t, s) in zip(photos, starts)])
