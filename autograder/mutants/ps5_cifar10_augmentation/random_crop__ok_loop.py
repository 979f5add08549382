def random_crop(images, padding, generator):
    n, c, h, w = images.shape
    padded = torch.zeros(n, c, h + 2 * padding, w + 2 * padding, dtype=images.dtype)
    padded[:, :, padding : padding + h, padding : padding + w] = images
    out = torch.empty_like(images)
    for i in range(n):
        top = torch.randint(2 * padding + 1, (1,), generator=generator, device=images.device).item()
        left = torch.randint(2 * padding + 1, (1,), generator=generator, device=images.device).item()
        out[i] = padded[i, :, top : top + h, left : left + w]
    return out
