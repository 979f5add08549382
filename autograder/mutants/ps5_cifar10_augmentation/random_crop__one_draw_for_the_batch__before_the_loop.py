def random_crop(images, padding, generator):
    h, w = images.shape[2:]
    top = torch.randint(0, 2 * padding + 1, (1,), generator=generator, device=images.device).item()
    left = torch.randint(0, 2 * padding + 1, (1,), generator=generator, device=images.device).item()
    result = []
    for image in images:
        result.append(F.pad(image, (padding,) * 4)[:, top : top + h, left : left + w])
    return torch.stack(result)
