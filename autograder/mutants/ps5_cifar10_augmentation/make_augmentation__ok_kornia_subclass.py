class _Switched(K.AugmentationSequential):
    def forward(self, *args, **kwargs):
        if not self.training:
            return args[0]
        return super().forward(*args, **kwargs)


def make_augmentation():
    return _Switched(
        K.RandomHorizontalFlip(0.5),
        K.RandomAffine(15.0, translate=(0.125, 0.125), shear=5.0, p=1.0),
        K.ColorJiggle(0.2, 0.2, 0.2, 0.05, p=0.8),
    )
