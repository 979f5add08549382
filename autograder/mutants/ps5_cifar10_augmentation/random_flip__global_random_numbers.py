def random_flip(images, p, generator):
    flip = torch.rand(len(images)) < p
    return torch.where(flip[:, None, None, None], images.flip(-1), images)
