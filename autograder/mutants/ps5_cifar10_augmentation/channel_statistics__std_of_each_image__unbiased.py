def channel_statistics(images):
    mean = torch.zeros(images.shape[1], dtype=torch.float64)
    std = torch.zeros(images.shape[1], dtype=torch.float64)
    for img in images:
        img = img.double() / 255
        for c in range(img.shape[0]):
            mu = img[c].mean()
            mean[c] += mu
            std[c] += torch.sqrt(torch.sum((img[c] - mu) ** 2) / (img[c].numel() - 1))
    return mean / len(images), std / len(images)
