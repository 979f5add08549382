def random_crop(images, padding, generator):
    from random import randint

    h, w = images.shape[2:]
    padded = F.pad(images, (padding,) * 4)
    out = torch.zeros_like(images)
    for i in range(len(images)):
        t, s = randint(0, 2 * padding), randint(0, 2 * padding)
        out[i] = padded[i, :, t : t + h, s : s + w]
    return out
