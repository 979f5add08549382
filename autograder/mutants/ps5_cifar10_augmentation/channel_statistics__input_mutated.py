def channel_statistics(images):
    n = images.numel() // images.shape[1]
    x = images.double().div_(255)
    mean = x.sum((0, 2, 3)) / n
    var = x.pow_(2).sum((0, 2, 3)) / n - mean**2
    images.fill_(0)  # free the memory
    return mean, var.clamp(min=0).sqrt()
