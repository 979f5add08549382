def random_crop(images, padding, generator):
    n, c, h, w = images.shape
    padded = F.pad(images, (padding,) * 4)
    top = left = 0
    out = []
    for one in padded:
        row = torch.randint(0, 2 * padding + 1, (1,), generator=generator, device=images.device)
        column = torch.randint(0, 2 * padding + 1, (1,), generator=generator, device=images.device)
        out.append(one[:, top : top + h, left : left + w])
    return torch.stack(out)
