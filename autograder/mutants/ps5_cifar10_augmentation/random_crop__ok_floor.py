def random_crop(images, padding, generator):
    n, c, h, w = images.shape
    draws = torch.rand(2, n, generator=generator, device=images.device)
    tops, lefts = (draws * (2 * padding + 1)).floor().long()
    padded = F.pad(images, (padding,) * 4)
    rows = (tops[:, None] + torch.arange(h))[:, None, :, None]
    cols = (lefts[:, None] + torch.arange(w))[:, None, None, :]
    return padded[torch.arange(n)[:, None, None, None], torch.arange(c)[None, :, None, None], rows, cols]
