def random_flip(images, p, generator):
    return K.RandomHorizontalFlip(p=p)(images.float()).to(images.dtype)
