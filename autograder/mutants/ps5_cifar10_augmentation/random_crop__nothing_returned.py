def random_crop(images, padding, generator):
    padded = F.pad(images, (padding,) * 4)
    starts = torch.randint(2 * padding + 1, (len(images), 2), generator=generator, device=images.device)
    out = torch.empty_like(images)
    for i, (t, s) in enumerate(starts):
        out[i] = padded[i, :, t : t + images.shape[2], s : s + images.shape[3]]
