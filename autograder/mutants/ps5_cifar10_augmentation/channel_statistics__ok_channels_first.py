def channel_statistics(images):
    x = images.permute(1, 0, 2, 3).flatten(1).double().div(255)
    mu = x.mean(1)
    return mu, ((x * x).mean(1) - mu * mu).sqrt()
