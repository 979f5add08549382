def random_crop(images, padding, generator):
    padded = F.pad(images, (padding,) * 4)
    top = (padded.shape[2] - images.shape[2]) // 2
    left = (padded.shape[3] - images.shape[3]) // 2
    return padded[:, :, top : top + images.shape[2], left : left + images.shape[3]]
