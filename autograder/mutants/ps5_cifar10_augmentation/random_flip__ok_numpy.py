def random_flip(images, p, generator):
    x = images.numpy().copy()
    draws = torch.rand(len(x), generator=generator, device=images.device).numpy()
    x[draws < p] = x[draws < p][..., ::-1]
    return torch.from_numpy(x)
