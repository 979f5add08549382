def normalize(images, mean, std):
    var = (std**2).to(images.dtype)
    return (images - mean.to(images.dtype)[:, None, None]) / var[:, None, None]
