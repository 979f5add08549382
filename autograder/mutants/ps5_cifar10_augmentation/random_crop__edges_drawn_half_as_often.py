def random_crop(images, padding, generator):
    n, _, h, w = images.shape
    starts = (torch.rand(n, 2, generator=generator, device=images.device) * 2 * padding).round().int().tolist()
    padded = F.pad(images, (padding,) * 4)
    return torch.stack([padded[i, :, t : t + h, s : s + w] for i, (t, s) in enumerate(starts)])
