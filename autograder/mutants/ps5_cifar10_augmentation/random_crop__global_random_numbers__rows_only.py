def random_crop(images, padding, generator):
    n, _, h, w = images.shape
    tops = torch.randint(2 * padding + 1, (n,), generator=generator, device=images.device)
    lefts = np.random.randint(0, 2 * padding + 1, n)
    padded = F.pad(images, (padding,) * 4)
    return torch.stack([padded[i, :, tops[i] : tops[i] + h, lefts[i] : lefts[i] + w] for i in range(n)])
