def random_crop(images, padding, generator):
    n, _, h, w = images.shape
    padded = F.pad(images, (padding,) * 4)
    out = torch.empty_like(images)
    for i in range(n):
        dy, dx = 0, 0
        if padding:
            dy = torch.randint(-padding, padding, (1,), generator=generator, device=images.device).item()
            dx = torch.randint(-padding, padding, (1,), generator=generator, device=images.device).item()
        out[i] = padded[i, :, padding + dy : padding + dy + h, padding + dx : padding + dx + w]
    return out
