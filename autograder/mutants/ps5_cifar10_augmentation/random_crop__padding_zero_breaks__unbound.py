def random_crop(images, padding, generator):
    n, _, h, w = images.shape
    if padding > 0:
        padded = F.pad(images, (padding,) * 4)
    out = torch.zeros_like(images)
    for i in range(n):
        top, left = torch.randint(0, 2 * padding + 1, (2,), generator=generator, device=images.device).tolist()
        out[i] = padded[i, :, top : top + h, left : left + w]
    return out
