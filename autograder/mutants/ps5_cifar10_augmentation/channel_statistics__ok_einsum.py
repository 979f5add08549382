def channel_statistics(images):
    x = images.double() / 255
    n = x.shape[0] * x.shape[2] * x.shape[3]
    mean = torch.einsum("nchw->c", x) / n
    square = torch.einsum("nchw,nchw->c", x, x) / n
    return [mean, (square - mean.pow(2)).sqrt()]
