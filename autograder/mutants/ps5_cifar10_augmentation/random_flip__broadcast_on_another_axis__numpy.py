def random_flip(images, p, generator):
    photos = images.numpy()
    mask = torch.rand(len(photos), generator=generator, device=images.device).numpy() < p
    return torch.from_numpy(np.where(mask, photos[..., ::-1], photos))
