def random_crop(images, padding, generator):
    n, _, h, w = images.shape
    out = torch.zeros_like(images)
    shifts = torch.randint(-padding, padding + 1, (n, 2), generator=generator, device=images.device).tolist()
    for i, (dy, dx) in enumerate(shifts):
        source = images[i, :, max(0, dy) : min(h, h + dy), max(0, dx) : min(w, w + dx)]
        top, left = max(0, -dy), max(0, -dx)
        out[i, :, top : top + source.shape[1], left : left + source.shape[2]] = source
    return out
