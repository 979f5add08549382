def random_crop(images, padding, generator):
    if padding == 0:
        return images.clone()
    n, c, h, w = images.shape
    padded = F.pad(images, (padding, padding, padding, padding))
    out = torch.empty_like(images)
    for i in range(n):
        y = torch.randint(0, padding, (1,), generator=generator, device=images.device).item()
        x = torch.randint(0, padding, (1,), generator=generator, device=images.device).item()
        out[i] = padded[i, :, y : y + h, x : x + w]
    return out
