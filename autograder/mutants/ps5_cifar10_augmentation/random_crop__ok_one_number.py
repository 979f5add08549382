def random_crop(images, padding, generator):
    k = 2 * padding + 1
    place = torch.randint(k * k, (len(images),), generator=generator, device=images.device)
    top, left = place // k, place % k
    h, w = images.shape[-2:]
    padded = nn.ZeroPad2d(padding)(images)
    return torch.stack([padded[i, :, t : t + h, s : s + w] for i, (t, s) in enumerate(zip(top, left))])
