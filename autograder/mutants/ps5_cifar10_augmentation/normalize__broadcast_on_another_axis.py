def normalize(images, mean, std):
    return ((images - mean) / std).to(images.dtype)
