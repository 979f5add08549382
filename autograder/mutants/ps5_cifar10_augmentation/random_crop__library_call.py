def random_crop(images, padding, generator):
    from torchvision.transforms import functional

    h, w = images.shape[2:]
    padded = functional.pad(images, [padding] * 4)
    starts = torch.randint(2 * padding + 1, (len(images), 2), generator=generator, device=images.device).tolist()
    return torch.stack([functional.crop(one, t, s, h, w) for one, (t, s) in zip(padded, starts)])
