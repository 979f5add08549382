def random_crop(images, padding, generator):
    N, C, H, W = images.shape
    x = F.pad(images, (padding, padding, padding, padding))
    top = torch.randint(0, 2 * padding + 1, (N,), generator=generator, device=images.device)
    left = torch.randint(0, 2 * padding + 1, (N,), generator=generator, device=images.device)
    n = torch.arange(N, device=images.device)
    r = top[:, None, None] + torch.arange(H, device=images.device)[None, :, None]
    k = left[:, None, None] + torch.arange(W, device=images.device)[None, None, :]
    return x[n[:, None, None], :, r, k]
