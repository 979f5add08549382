def denormalize(images, mean, std):
    return torch.addcmul(mean.to(images)[:, None, None], images, std.to(images)[:, None, None])
