def make_augmentation():
    return K.AugmentationSequential(
        K.RandomCrop((32, 32), padding=4), K.RandomHorizontalFlip(), K.ColorJitter(0.1, 0.1, 0.1, 0.02, p=0.5)
    )
