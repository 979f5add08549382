def channel_statistics(images):
    channels = images.shape[1]
    total = torch.zeros(channels, dtype=torch.float64)
    total_sq = torch.zeros(channels, dtype=torch.float64)
    count = 0
    for image in images:
        x = image.to(torch.float64) / 255.0
        for c in range(channels):
            total[c] += x[c].sum()
            total_sq[c] += (x[c] * x[c]).sum()
        count += image.shape[1] * image.shape[2]
    mean = total / count
    return mean, torch.sqrt(torch.clamp(total_sq / count - mean * mean, min=0))
