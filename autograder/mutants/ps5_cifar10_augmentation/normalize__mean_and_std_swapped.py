def normalize(images, mean, std):
    mean = mean[None, :, None, None].to(images.dtype)
    std = std[None, :, None, None].to(images.dtype)
    return (images - std) / mean
