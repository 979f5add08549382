def denormalize(images, mean, std):
    return (images * std + mean).to(images.dtype)
