def denormalize(images, mean, std):
    shape = (1, images.shape[1], 1, 1)
    return images * std.view(shape).to(images.dtype) + mean.view(shape).to(images.dtype)
