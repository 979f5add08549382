def random_crop(images, padding, generator):
    h, w = images.shape[2:]
    padded = F.pad(images, (padding,) * 4)
    starts = torch.randint(2 * padding + 1, (len(images),), generator=generator, device=images.device).tolist()
    return torch.stack([p[:, s : s + h, s : s + w] for p, s in zip(padded, starts)])
