def random_crop(images, padding, generator):
    N, C, H, W = images.shape
    x = F.pad(images, (padding, padding, padding, padding)).permute(0, 2, 3, 1)
    top = torch.randint(0, 2 * padding + 1, (N, 1, 1), generator=generator, device=images.device)
    left = torch.randint(0, 2 * padding + 1, (N, 1, 1), generator=generator, device=images.device)
    n = torch.arange(N, device=images.device).view(N, 1, 1)
    r = top + torch.arange(H, device=images.device).view(1, H, 1)
    k = left + torch.arange(W, device=images.device).view(1, 1, W)
    return x[n, r, k].permute(0, 3, 1, 2)
