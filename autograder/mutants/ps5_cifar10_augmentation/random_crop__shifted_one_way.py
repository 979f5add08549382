def random_crop(images, padding, generator):
    n, _, h, w = images.shape
    padded = F.pad(images, (padding,) * 4)
    tops = torch.randint(padding + 1, (n,), generator=generator, device=images.device)
    lefts = torch.randint(padding + 1, (n,), generator=generator, device=images.device)
    return torch.stack([padded[i, :, tops[i] : tops[i] + h, lefts[i] : lefts[i] + w] for i in range(n)])
