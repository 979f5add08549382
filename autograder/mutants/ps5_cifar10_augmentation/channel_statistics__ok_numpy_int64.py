def channel_statistics(images):
    pixels = images.numpy().astype(np.int64)
    n = pixels.size // pixels.shape[1]
    s = pixels.sum(axis=(0, 2, 3))
    s2 = (pixels**2).sum(axis=(0, 2, 3))
    mean = s / n
    std = np.sqrt(s2 / n - mean**2)
    return torch.from_numpy(mean / 255), torch.from_numpy(std / 255)
