def random_crop(images, padding, generator):
    n, _, h, w = images.shape
    padded = F.pad(images, (padding,) * 4)
    for i in range(n):
        t, s = torch.randint(2 * padding + 1, (2,), generator=generator, device=images.device).tolist()
        images[i] = padded[i, :, t : t + h, s : s + w]
    return images
