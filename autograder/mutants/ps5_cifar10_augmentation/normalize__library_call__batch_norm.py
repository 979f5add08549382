def normalize(images, mean, std):
    return F.batch_norm(images, mean.to(images), std.to(images) ** 2, eps=0)
