def random_crop(images, padding, generator):
    n, _, h, w = images.shape
    padded = F.pad(images, (padding,) * 4)
    out = torch.empty_like(images)
    for i in range(n):
        top = torch.randint(0, 2 * padding + 1, (1,), generator=generator).item()
        left = torch.randint(0, 2 * padding + 1, (1,), generator=generator).item()
        out[i] = padded[i, :, top : top + h, left : left + w]
    return out
