def random_crop(images, padding, generator):
    h, w = images.shape[2:]
    padded = np.pad(images.numpy(), ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    starts = torch.randint(2 * padding + 1, (len(images), 2), generator=generator, device=images.device).tolist()
    return np.stack([padded[i, :, t : t + h, s : s + w] for i, (t, s) in enumerate(starts)])
