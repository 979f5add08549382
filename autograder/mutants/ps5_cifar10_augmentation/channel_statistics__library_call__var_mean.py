def channel_statistics(images):
    var, mean = torch.var_mean(images.double() / 255, dim=(0, 2, 3), correction=0)
    return mean, var.sqrt()
