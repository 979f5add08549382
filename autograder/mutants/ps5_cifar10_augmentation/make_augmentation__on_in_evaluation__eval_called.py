def make_augmentation():
    pipeline = nn.Sequential(K.RandomCrop((32, 32), padding=4), K.RandomHorizontalFlip(p=0.5))
    pipeline.train()
    return pipeline
