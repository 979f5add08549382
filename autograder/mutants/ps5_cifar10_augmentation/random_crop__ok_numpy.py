def random_crop(images, padding, generator):
    x = np.pad(images.numpy(), ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    h, w = images.shape[2:]
    tops = torch.randint(0, 2 * padding + 1, (len(images),), generator=generator, device=images.device).tolist()
    lefts = torch.randint(0, 2 * padding + 1, (len(images),), generator=generator, device=images.device).tolist()
    return torch.from_numpy(np.stack([one[:, t : t + h, s : s + w] for one, t, s in zip(x, tops, lefts)]))
