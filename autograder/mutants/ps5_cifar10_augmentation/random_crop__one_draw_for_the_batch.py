def random_crop(images, padding, generator):
    h, w = images.shape[2:]
    top, left = torch.randint(2 * padding + 1, (2,), generator=generator, device=images.device).tolist()
    padded = F.pad(images, (padding, padding, padding, padding))
    return padded[:, :, top : top + h, left : left + w]
