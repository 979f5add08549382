def channel_statistics(images):
    x = images.double() / 255
    return x.mean((0, 2, 3)), x.std((0, 2, 3), correction=0)
