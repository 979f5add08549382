def random_crop(images, padding, generator):
    n, _, h, w = images.shape
    padded = np.pad(images.numpy(), [(0, 0), (0, 0), (padding, padding), (padding, padding)], mode="reflect")
    starts = torch.randint(2 * padding + 1, (n, 2), generator=generator, device=images.device).tolist()
    return torch.from_numpy(np.stack([padded[i, :, t : t + h, s : s + w] for i, (t, s) in enumerate(starts)]))
