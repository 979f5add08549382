def random_crop(images, padding, generator):
    w = images.shape[3]
    padded = F.pad(images, (padding, padding))
    starts = torch.randint(2 * padding + 1, (len(images),), generator=generator, device=images.device).tolist()
    return torch.stack([p[:, :, s : s + w] for p, s in zip(padded, starts)])
