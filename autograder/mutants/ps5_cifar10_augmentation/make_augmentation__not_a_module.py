def make_augmentation():
    return [K.RandomCrop((32, 32), padding=4), K.RandomHorizontalFlip()]
